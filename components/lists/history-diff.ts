/** The change of one field, formatted. */
export type FieldChange =
  | { kind: 'value'; field: string; before: string | null; after: string | null }
  /** A list: added and removed values. */
  | { kind: 'list'; field: string; added: string[]; removed: string[] }
  /** A structured value: the changed parts with their paths. */
  | { kind: 'parts'; field: string; parts: { path: string[]; before: string | null; after: string | null }[] };

type Snapshot = Readonly<Record<string, unknown>> | null;

/** The differences between two snapshots, by field. Creations and deletions have only one side. */
export function historyDiff(before: Snapshot, after: Snapshot): FieldChange[] {
  const fields = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])];
  return fields.flatMap((field) => changeOf(field, before?.[field], after?.[field]) ?? []);
}

function changeOf(field: string, before: unknown, after: unknown): FieldChange | null {
  if (isPlainList(before) && isPlainList(after) && before.length > 0 && after.length > 0)
    return listChange(field, before.map(String), after.map(String));
  if (hasParts(before) || hasParts(after)) {
    const parts = partsOf(before, after, []);
    return parts.length === 0 ? null : { kind: 'parts', field, parts };
  }
  const change = { kind: 'value' as const, field, before: asText(before), after: asText(after) };
  return change.before === change.after ? null : change;
}

function listChange(field: string, before: string[], after: string[]): FieldChange | null {
  const added = after.filter((item) => !before.includes(item));
  const removed = before.filter((item) => !after.includes(item));
  if (added.length > 0 || removed.length > 0) return { kind: 'list', field, added, removed };
  // The same words in another order.
  return before.join() === after.join() ? null : { kind: 'value', field, before: asText(before), after: asText(after) };
}

function partsOf(
  before: unknown,
  after: unknown,
  path: string[],
): { path: string[]; before: string | null; after: string | null }[] {
  if (!hasParts(before) && !hasParts(after)) {
    const part = { path, before: asText(before), after: asText(after) };
    return part.before === part.after ? [] : [part];
  }
  const [left, right] = [entriesOf(before), entriesOf(after)];
  return [...new Set([...left.keys(), ...right.keys()])].flatMap((key) =>
    partsOf(left.get(key), right.get(key), [...path, key]),
  );
}

/** Positions start at 1. */
function entriesOf(value: unknown): Map<string, unknown> {
  if (Array.isArray(value)) return new Map(value.map((item, index): [string, unknown] => [String(index + 1), item]));
  return new Map(typeof value === 'object' && value !== null ? Object.entries(value) : []);
}

function isPlainList(value: unknown): value is (string | number)[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string' || typeof item === 'number');
}

/** Excludes references, which have only a name and an id. */
function hasParts(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !isPlainList(value) && nameOf(value) === null;
}

function nameOf(value: unknown): string | null {
  if (
    typeof value !== 'object' ||
    value === null ||
    !('id' in value) ||
    !('name' in value) ||
    Object.keys(value).length !== 2
  )
    return null;
  return typeof value.name === 'string' ? value.name : null;
}

function asText(value: unknown): string | null {
  const name = nameOf(value);
  if (name !== null) return name;
  if (value === undefined || value === null || value === '') return null;
  if (isPlainList(value)) return value.length === 0 ? null : value.join(', ');
  return typeof value === 'string' ? value : JSON.stringify(value);
}
