/** One value a property had. */
export interface PropertyVersion {
  value: string;
  at: number;
  sourceType: string;
  sourceId: string | null;
}

/** A record as it is kept. Absent properties have no value. */
export interface StoredRecord {
  id: string;
  createdAt: number;
  updatedAt: number;
  archivedAt: number | null;
  /** Set when this record was merged into another one, which then answers for it. */
  mergedInto: string | null;
  properties: Record<string, string>;
  /** Newest first; only for properties written after the record came to be: what it began with, it has from `madeBy`. */
  history: Record<string, PropertyVersion[]>;
  /** Absent for records of the seed, which were imported. */
  madeBy?: Pick<PropertyVersion, 'sourceType' | 'sourceId'> | undefined;
  /** A privacy deletion: not even the recycle bin has it. */
  isPurged?: true | undefined;
}

/**
 * The records a portal begins with. Nothing here ever changes: edits lie over it in the `RecordStore`.
 * A source may compute its records, so that a million of them need no memory.
 */
export interface RecordSource {
  readonly count: number;
  /** The id at a position; ids ascend with the position. */
  idAt(position: number): string;
  /** Position of the first id that is not below `id`; `count` when all are. */
  positionOf(id: string): number;
  has(id: string): boolean;
  read(id: string): StoredRecord | null;
  /** One value without making the whole record. */
  value(id: string, property: string): string | undefined;
  /** Ids whose property equals the value (letter case apart), or null when only a scan could tell. */
  lookup(property: string, value: string): string[] | null;
  /** Ids whose property ends with these digits, or null when only a scan could tell. */
  lookupDigits(property: string, digits: string): string[] | null;
  /** Ids that may hold these words in the property (more than really do is fine), or null. */
  lookupToken(property: string, words: string): string[] | null;
  /** Ids in which a word of free-text search may begin with these digits, or null. */
  lookupStart(digits: string): string[] | null;
}

/** Ids are decimal numbers without leading zeros: the longer one is the greater. */
export function compareIds(a: string, b: string): number {
  return a.length - b.length || (a < b ? -1 : a > b ? 1 : 0);
}
