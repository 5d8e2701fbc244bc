import type { ReadDb } from './db';

export interface ConfigurationReader {
  /**
   * What `load` answers, kept under `key` until any of the tables in `ConfigurationVersion`'s triggers changes. Never older
   * than this call. The value is frozen, because others read it too. `load` reads no other tables, and nothing that depends
   * on the time. Not for use inside a transaction: it takes a connection of its own.
   */
  read<T>(key: string, load: () => Promise<T>): Promise<T>;
}

/** What administrators configure, as a process keeps it in memory. */
export interface Configuration extends ConfigurationReader {
  /** For somebody who has just read the version with something else, and need not ask for it. */
  at(version: string): ConfigurationReader;
}

/** More than any deployment has in use; a process that keeps this many starts anew. */
const MOST_KEPT = 20_000;

export function createConfiguration(db: ReadDb): Configuration {
  let kept = { version: '', values: new Map<string, Promise<unknown>>() };
  /** A look at the version that has not begun: whoever asks meanwhile shares it. */
  let nextLook: Promise<string> | null = null;

  function look(): Promise<string> {
    nextLook ??= Promise.resolve().then(() => {
      nextLook = null;
      return readVersion(db);
    });
    return nextLook;
  }

  async function readAt<T>(version: string, key: string, load: () => Promise<T>): Promise<T> {
    if (version !== kept.version || kept.values.size > MOST_KEPT) kept = { version, values: new Map() };
    const { values } = kept;
    const known = values.get(key);
    if (known) return asAnswerOf(load, known);
    const value = load().then(frozen);
    values.set(key, value);
    value.catch(() => values.delete(key));
    return value;
  }

  return {
    read: async (key, load) => readAt(await look(), key, load),
    at: (version) => ({ read: (key, load) => readAt(version, key, load) }),
  };
}

/** What is kept under a key was answered by a call for the same key, so by the same code as `load`. */
function asAnswerOf<T>(_load: () => Promise<T>, known: Promise<unknown>): Promise<T> {
  return known as Promise<T>;
}

async function readVersion(db: ReadDb): Promise<string> {
  const { version } = await db.configurationVersion.findFirstOrThrow();
  return version;
}

function frozen<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value) || ArrayBuffer.isView(value)) return value;
  const parts: Iterable<unknown> = value instanceof Map || value instanceof Set ? value.values() : Object.values(value);
  for (const part of parts) frozen(part);
  return Object.freeze(value);
}
