/** Something the operator can fix: only one sentence is shown, without a stack. */
export class Problem extends Error {
  constructor(sentence: string, options?: ErrorOptions) {
    super(sentence, options);
    this.name = 'Problem';
  }
}

/** Turns the system's errors into sentences; others are returned unchanged. `path` is what was being written. */
export function explained(error: unknown, path: string): unknown {
  const code = errorCode(error);
  if (code === 'ENOSPC' || code === 'EDQUOT') return diskFull(path, error);
  if (code === 'EROFS')
    return new Problem(`${path} is on a read-only disk. Set DATA_DIR to a folder you can write to.`, {
      cause: error,
    });
  if (code === 'EACCES' || code === 'EPERM') return notOurs(path, error);
  if (code === 'ENOTDIR' || code === 'EEXIST')
    return new Problem(`${path} is a file, but a folder is needed. Remove it, or set DATA_DIR to another folder.`, {
      cause: error,
    });
  return error;
}

export function diskFull(path: string, cause?: unknown): Problem {
  return new Problem(`The disk with ${path} is full. Free some space, or set DATA_DIR to a folder on another disk.`, {
    cause,
  });
}

export function notOurs(path: string, cause?: unknown): Problem {
  return new Problem(
    `${path} belongs to another user and isn't writable. Start as that user, or set DATA_DIR to another folder.`,
    { cause },
  );
}

export function errorCode(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
