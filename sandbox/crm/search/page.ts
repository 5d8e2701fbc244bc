export interface Entry {
  id: string;
  key: string | undefined;
}

export type Order = (a: Entry, b: Entry) => number;

/** The first matches, unsorted. */
export class FirstPage {
  readonly #ids: string[] = [];

  constructor(private readonly size: number) {}

  add(id: string): void {
    if (this.#ids.length < this.size) this.#ids.push(id);
  }

  ids(): string[] {
    return this.#ids;
  }
}

/** The first matches of a sorted search. Regularly drops those beyond the page. */
export class SortedPage {
  #entries: Entry[] = [];

  constructor(
    private readonly size: number,
    private readonly order: Order,
  ) {}

  add(id: string, key: string | undefined): void {
    this.#entries.push({ id, key });
    if (this.#entries.length >= 2 * this.size + 1000) this.#trim();
  }

  ids(): string[] {
    this.#trim();
    return this.#entries.map((entry) => entry.id);
  }

  #trim(): void {
    this.#entries = this.#entries.sort(this.order).slice(0, this.size);
  }
}
