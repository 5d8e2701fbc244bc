import { editOf, recordOf } from './edit';
import type { Edit } from './edit';
import { EditIndex } from './edit-index';
import { compareIds } from './record-source';
import type { RecordSource, StoredRecord } from './record-source';

/** The records of one object type in one portal: the seed, overlaid with everything written since. */
export class RecordStore {
  readonly #overlay = new Map<string, Edit>();
  /** Ids that aren't in the seed, ascending. */
  readonly #added: string[] = [];
  /** Maps `property=value` of unique properties to the edited record that has it. */
  readonly #unique = new Map<string, string>();
  readonly #index: EditIndex;
  /** Ids of edited records, ascending. Computed on demand. */
  #editedIds: string[] | null = null;

  constructor(
    readonly source: RecordSource,
    uniqueNames: () => readonly string[],
    private readonly uniqueKeysOf: (record: StoredRecord) => string[],
  ) {
    this.#index = new EditIndex(uniqueNames);
  }

  /** Includes archived and merged records. */
  read(id: string): StoredRecord | null {
    const edit = this.#overlay.get(id);
    return edit ? recordOf(id, edit, this.source.read(id)) : this.source.read(id);
  }

  /** Follows merges to the remaining record. */
  readLive(id: string): StoredRecord | null {
    let record = this.read(id);
    while (record?.mergedInto) record = this.read(record.mergedInto);
    return record && record.archivedAt === null ? record : null;
  }

  isLive(id: string): boolean {
    const edit = this.#overlay.get(id);
    return edit ? edit.archivedAt === null && edit.mergedInto === null : this.source.has(id);
  }

  /** The edits of a seeded record, or the whole of an added one. */
  edit(id: string): Edit | null {
    return this.#overlay.get(id) ?? null;
  }

  value(id: string, property: string): string | undefined {
    const change = this.#overlay.get(id)?.changes[property];
    return change === undefined ? this.source.value(id, property) : (change ?? undefined);
  }

  put(record: StoredRecord): void {
    const seed = this.source.read(record.id);
    const before = this.#overlay.get(record.id);
    if (before) for (const key of this.uniqueKeysOf(recordOf(record.id, before, seed))) this.#forget(key, record.id);
    else {
      if (!seed) this.#insertAdded(record.id);
      this.#editedIds = null;
    }
    const edit = editOf(record, seed);
    this.#overlay.set(record.id, edit);
    this.#index.add(record.id, edit);
    if (record.archivedAt === null && record.mergedInto === null) {
      for (const key of this.uniqueKeysOf(record)) this.#unique.set(key, record.id);
    }
  }

  /** The live record with a unique value. */
  findUnique(property: string, value: string): string | null {
    const edited = this.#unique.get(uniqueKey(property, value));
    if (edited) return edited;
    const seeded = this.source.lookup(property, value) ?? [];
    return seeded.find((id) => !this.#overlay.has(id)) ?? null;
  }

  /** Indexes existing values when a property becomes unique. */
  reindex(): void {
    this.#unique.clear();
    this.#index.clear();
    for (const [id, edit] of this.#overlay) {
      const record = recordOf(id, edit, this.source.read(id));
      this.#index.add(id, edit);
      if (record.archivedAt !== null || record.mergedInto !== null) continue;
      for (const key of this.uniqueKeysOf(record)) this.#unique.set(key, record.id);
    }
  }

  /** All ids starting at `from`, ascending, including archived ones. */
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

  /** Ids of all records that differ from the seed, ascending. */
  editedIds(): readonly string[] {
    this.#editedIds ??= [...this.#overlay.keys()].sort(compareIds);
    return this.#editedIds;
  }

  /** Edited records that may have this value, or recently had it. */
  editedWith(property: string, value: string): readonly string[] {
    return this.#index.equal(property, value) ?? this.editedIds();
  }

  /** Edited records with a number that may end with these digits, or recently did. */
  editedEnding(property: string, digits: string): readonly string[] {
    return this.#index.ending(property, digits) ?? this.editedIds();
  }

  *edited(): Generator<StoredRecord> {
    for (const [id, edit] of this.#overlay) yield recordOf(id, edit, this.source.read(id));
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
