import { randomBytes } from 'node:crypto';
import { chownSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { explained, Problem } from '../problem';
import { canReach, type Account } from './account';

/** Where one embedded server keeps its files. */
export interface Place {
  /** Owned by us: the password, the record of the running server, its log. */
  folder: string;
  /** Owned by the server's account: the cluster, and the copied programs if it needs them. */
  serverFolder: string;
}

const SYSTEM_FOLDER = '/var/lib/maker';

/**
 * The cluster is next to our own files, unless the server's account can't reach them (root's home is private). Then it is
 * in a system folder whose name is stored here, so that a new data folder never gets an old cluster.
 */
export function preparePlace(folder: string, account: Account | null, say: (line: string) => void): Place {
  const pointer = join(folder, 'location');
  try {
    mkdirSync(folder, { recursive: true, mode: 0o711 });
    if (existsSync(pointer))
      return { folder, serverFolder: ownedFolder(readFileSync(pointer, 'utf8').trim(), account) };

    const beside = join(folder, 'server');
    if (existsSync(beside) || canReach(account, folder)) return { folder, serverFolder: ownedFolder(beside, account) };

    const elsewhere = join(SYSTEM_FOLDER, randomBytes(8).toString('hex'));
    say(`The user ${account?.name ?? ''} cannot enter ${folder}: the database lies in ${elsewhere}`);
    ownedFolder(elsewhere, account);
    writeFileSync(pointer, `${elsewhere}\n`);
    return { folder, serverFolder: elsewhere };
  } catch (error) {
    throw explained(error, folder);
  }
}

function ownedFolder(path: string, account: Account | null): string {
  mkdirSync(path, { recursive: true, mode: 0o711 });
  if (account) chownSync(path, account.uid, account.gid);
  if (!canReach(account, path)) {
    throw new Problem(
      `The user ${account?.name ?? ''}, which runs the database, can't access ${path}. Give it access, or set DATA_DIR to another folder.`,
    );
  }
  return path;
}
