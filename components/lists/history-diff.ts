export interface FieldChange {
  field: string;
  before: string | null;
  after: string | null;
}

type Snapshot = Readonly<Record<string, unknown>> | null;

/** What differs between two snapshots, field by field, as text; a creation and a deletion show the one side there is. */
export function historyDiff(before: Snapshot, after: Snapshot): FieldChange[] {
  const fields = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])];
  return fields
    .map((field) => ({ field, before: asText(before?.[field]), after: asText(after?.[field]) }))
    .filter((change) => change.before !== change.after);
}

function asText(value: unknown): string | null {
  if (value === undefined || value === null || value === '') return null;
  if (typeof value === 'string') return value;
  if (Array.isArray(value) && value.every((item) => typeof item === 'string' || typeof item === 'number')) return value.length === 0 ? null : value.join(', ');
  return JSON.stringify(value);
}
