/** One value a property had. */
export interface PropertyVersion {
  value: string;
  at: number;
  sourceType: string;
  sourceId: string | null;
}

/** A stored record. Missing properties have no value. */
export interface StoredRecord {
  id: string;
  createdAt: number;
  updatedAt: number;
  archivedAt: number | null;
  /** Set if this record was merged into another one, which is returned instead. */
  mergedInto: string | null;
  properties: Record<string, string>;
  /** Newest first. Only for properties written after creation; initial values come from `madeBy`. */
  history: Record<string, PropertyVersion[]>;
  /** Absent for seeded records, which were imported. */
  madeBy?: Pick<PropertyVersion, 'sourceType' | 'sourceId'> | undefined;
  /** A privacy deletion, which skips the recycle bin. */
  isPurged?: true | undefined;
}

/**
 * A portal's initial records. Read-only: the `RecordStore` holds the edits. A source may compute its records, so that a
 * million of them need no memory.
 */
export interface RecordSource {
  readonly count: number;
  /** The id at a position, in ascending order. */
  idAt(position: number): string;
  /** The position of the first id that is not below `id`, or `count` if there is none. */
  positionOf(id: string): number;
  has(id: string): boolean;
  read(id: string): StoredRecord | null;
  /** One value, without building the whole record. */
  value(id: string, property: string): string | undefined;
  /** Ids whose property equals the value, ignoring case, or null if that needs a scan. */
  lookup(property: string, value: string): string[] | null;
  /** Ids whose property ends with these digits, or null if that needs a scan. */
  lookupDigits(property: string, digits: string): string[] | null;
  /** Ids whose property may contain these words (false matches are fine), or null. */
  lookupToken(property: string, words: string): string[] | null;
  /** Ids whose property may contain these digits, or null if it needs a scan. */
  lookupInside(property: string, digits: string): string[] | null;
  /** Ids whose property may have words that end in each of these digits (possibly too many), or null. */
  lookupEnds(property: string, ends: readonly string[]): string[] | null;
  /** Ids with a free-text word that may start with these digits, or null. */
  lookupStart(digits: string): string[] | null;
}

/** Ids are decimal numbers without leading zeros, so the longer one is greater. */
export function compareIds(a: string, b: string): number {
  return a.length - b.length || (a < b ? -1 : a > b ? 1 : 0);
}
