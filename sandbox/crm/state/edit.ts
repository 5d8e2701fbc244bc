import type { PropertyVersion, StoredRecord } from './record-source';

/** An edited record, stored as differences from the seed to save memory. */
export interface Edit {
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly archivedAt: number | null;
  readonly mergedInto: string | null;
  readonly madeBy: StoredRecord['madeBy'];
  readonly isPurged: StoredRecord['isPurged'];
  /** Null if nothing was written since the record was created. */
  readonly history: Record<string, PropertyVersion[]> | null;
  /** Null means that a seeded value was removed. */
  readonly changes: Readonly<Record<string, string | null>>;
}

export function editOf(record: StoredRecord, seed: StoredRecord | null): Edit {
  const { createdAt, updatedAt, archivedAt, mergedInto, madeBy, isPurged, history } = record;
  const changed = Object.entries(record.properties).filter(([name, value]) => seed?.properties[name] !== value);
  const removed = Object.keys(seed?.properties ?? {}).filter((name) => !(name in record.properties));
  const hasHistory = Object.keys(history).length > 0;
  return {
    createdAt,
    updatedAt,
    archivedAt,
    mergedInto,
    madeBy,
    isPurged,
    history: hasHistory ? history : null,
    changes: packed(Object.fromEntries([...changed, ...removed.map((name) => [name, null] as const)])),
  };
}

export function recordOf(id: string, edit: Edit, seed: StoredRecord | null): StoredRecord {
  const { createdAt, updatedAt, archivedAt, mergedInto, madeBy, isPurged, history, changes } = edit;
  const properties = { ...seed?.properties };
  for (const [name, value] of Object.entries(changes)) {
    if (value === null) delete properties[name];
    else properties[name] = value;
  }
  return { id, createdAt, updatedAt, archivedAt, mergedInto, properties, history: history ?? {}, madeBy, isPurged };
}

/** Recreates the object from JSON, because V8 then shares its hidden class, which takes a third of the memory. */
function packed<T>(value: T): T {
  return JSON.parse(JSON.stringify(value));
}
