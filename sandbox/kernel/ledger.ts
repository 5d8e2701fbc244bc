import type { JournalEntry } from './journal';

const capacity = 50_000;

export interface LedgerQuery {
  type: string | null;
  portalId: number | null;
  appId: number | null;
  path: string | null;
  /** Only entries after this number. */
  after: number;
  limit: number;
}

/** The effects in order, for tests and QA. Keeps the latest 50,000. */
export class Ledger {
  #entries: JournalEntry[] = [];

  add(entry: JournalEntry): void {
    this.#entries.push(entry);
    if (this.#entries.length > capacity + 1000) this.#entries = this.#entries.slice(-capacity);
  }

  find(query: LedgerQuery): { total: number; entries: JournalEntry[] } {
    const matching = this.#entries.filter(
      (entry) =>
        entry.seq > query.after &&
        (query.type === null || entry.type === query.type || entry.type.startsWith(`${query.type}.`)) &&
        (query.portalId === null || entry.portalId === query.portalId) &&
        (query.appId === null || entry.appId === query.appId) &&
        (query.path === null || (entry.cause?.path.includes(query.path) ?? false)),
    );
    return { total: matching.length, entries: matching.slice(0, query.limit) };
  }

  latest(limit: number): JournalEntry[] {
    return this.#entries.slice(-limit).reverse();
  }

  clear(): void {
    this.#entries = [];
  }
}
