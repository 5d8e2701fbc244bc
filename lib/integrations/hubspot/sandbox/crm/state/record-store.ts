import { compareIds } from './record-source';
import type { RecordSource, StoredRecord } from './record-source';

/** The records of one object type in one portal: what the seed gives, and over it everything written since. */
export class RecordStore {
  readonly #overlay = new Map<string, StoredRecord>();
  /** Ids that the seed does not know, ascending. */
  readonly #added: string[] = [];
  /** `property=value` of unique properties to the record that holds it, for records of the overlay. */
  readonly #unique = new Map<string, string>();

  constructor(
    readonly source: RecordSource,
    private readonly uniqueKeysOf: (record: StoredRecord) => string[],
  ) {}

  /** Archived and merged records too. */
  read(id: string): StoredRecord | null {
    return this.#overlay.get(id) ?? this.source.read(id);
  }

  /** Follows merges: the id of a merged record leads to the one that stayed. */
  readLive(id: string): StoredRecord | null {
    let record = this.read(id);
    while (record?.mergedInto) record = this.read(record.mergedInto);
    return record && record.archivedAt === null ? record : null;
  }

  isLive(id: string): boolean {
    const edited = this.#overlay.get(id);
    return edited ? edited.archivedAt === null && edited.mergedInto === null : this.source.has(id);
  }

  isEdited(id: string): boolean {
    return this.#overlay.has(id);
  }

  value(id: string, property: string): string | undefined {
    const edited = this.#overlay.get(id);
    return edited ? edited.properties[property] : this.source.value(id, property);
  }

  put(record: StoredRecord): void {
    const before = this.#overlay.get(record.id);
    if (before) for (const key of this.uniqueKeysOf(before)) this.#forget(key, record.id);
    else if (!this.source.has(record.id)) this.#insertAdded(record.id);
    this.#overlay.set(record.id, record);
    if (record.archivedAt === null && record.mergedInto === null) {
      for (const key of this.uniqueKeysOf(record)) this.#unique.set(key, record.id);
    }
  }

  /** The live record that holds a unique value. */
  findUnique(property: string, value: string): string | null {
    const edited = this.#unique.get(uniqueKey(property, value));
    if (edited) return edited;
    const seeded = this.source.lookup(property, value) ?? [];
    return seeded.find((id) => !this.#overlay.has(id)) ?? null;
  }

  /** A property became unique: index the values that are already there. */
  reindex(): void {
    this.#unique.clear();
    for (const record of this.#overlay.values()) {
      if (record.archivedAt !== null || record.mergedInto !== null) continue;
      for (const key of this.uniqueKeysOf(record)) this.#unique.set(key, record.id);
    }
  }

  /** Every id, archived ones too, ascending from `from` on. */
  *ids(from = '0'): Generator<string> {
    const { source } = this;
    let position = source.positionOf(from);
    let next = this.#addedFrom(from);
    while (position < source.count || next < this.#added.length) {
      const added = this.#added[next];
      const seeded = position < source.count ? source.idAt(position) : undefined;
      if (added === undefined || (seeded !== undefined && compareIds(seeded, added) < 0)) {
        position += 1;
        if (seeded !== undefined) yield seeded;
      } else {
        next += 1;
        yield added;
      }
    }
  }

  editedIds(): Iterable<string> {
    return this.#overlay.keys();
  }

  edited(): StoredRecord[] {
    return [...this.#overlay.values()];
  }

  #forget(key: string, id: string): void {
    if (this.#unique.get(key) === id) this.#unique.delete(key);
  }

  #insertAdded(id: string): void {
    const last = this.#added.at(-1);
    if (last === undefined || compareIds(last, id) < 0) this.#added.push(id);
    else this.#added.splice(this.#addedFrom(id), 0, id);
  }

  #addedFrom(id: string): number {
    let low = 0;
    let high = this.#added.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (compareIds(this.#added[middle] ?? id, id) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

export function uniqueKey(property: string, value: string): string {
  return `${property}=${value.toLowerCase()}`;
}
