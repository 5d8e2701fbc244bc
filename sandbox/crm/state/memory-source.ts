import { compareIds } from './record-source';
import type { RecordSource, StoredRecord } from './record-source';

/** Records in memory, for portals of normal size, where scans are fast enough. */
export class MemorySource implements RecordSource {
  readonly #records: StoredRecord[];
  readonly #byId: Map<string, StoredRecord>;

  constructor(records: StoredRecord[]) {
    this.#records = records.toSorted((a, b) => compareIds(a.id, b.id));
    this.#byId = new Map(records.map((record) => [record.id, record]));
  }

  get count(): number {
    return this.#records.length;
  }

  idAt(position: number): string {
    const record = this.#records[position];
    if (!record) throw new RangeError(`No record at position ${position}`);
    return record.id;
  }

  positionOf(id: string): number {
    let low = 0;
    let high = this.#records.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (compareIds(this.idAt(middle), id) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  has(id: string): boolean {
    return this.#byId.has(id);
  }

  read(id: string): StoredRecord | null {
    return this.#byId.get(id) ?? null;
  }

  value(id: string, property: string): string | undefined {
    return this.#byId.get(id)?.properties[property];
  }

  lookup(property: string, value: string): string[] {
    const wanted = value.toLowerCase();
    return this.#records
      .filter((record) => record.properties[property]?.toLowerCase() === wanted)
      .map((record) => record.id);
  }

  lookupDigits(): null {
    return null;
  }

  lookupInside(): null {
    return null;
  }

  lookupEnds(): null {
    return null;
  }

  lookupToken(): null {
    return null;
  }

  lookupStart(): null {
    return null;
  }
}
