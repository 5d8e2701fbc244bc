/**
 * Reads that several callers ask for at the same moment, made once for all of them. The read begins after all of them
 * have asked, so nobody gets an answer older than their question.
 */
export function createSharedRead<T>(): (key: string, read: () => Promise<T>) => Promise<T> {
  const waiting = new Map<string, Promise<T>>();
  return (key, read) => {
    const known = waiting.get(key);
    if (known) return known;
    const shared = new Promise<void>((begin) => {
      setImmediate(begin);
    }).then(() => {
      waiting.delete(key);
      return read();
    });
    waiting.set(key, shared);
    return shared;
  };
}
