/** React Hook Form stores changes and errors as trees; these functions flatten them to fields. */

/** `{steps: [{objectId: {message: 'x'}}]}` → `[['steps.0.objectId', 'x']]`. */
export function errorEntries(errors: unknown, prefix = ''): [path: string, message: string][] {
  if (typeof errors !== 'object' || errors === null) return [];
  const message: unknown = 'message' in errors ? errors.message : undefined;
  const isError = typeof message === 'string' && 'type' in errors;
  const own: [string, string][] = isError ? [[prefix, message]] : [];
  const below = isError
    ? []
    : Object.entries(errors).flatMap(([key, value]) =>
        key === 'ref' ? [] : errorEntries(value, prefix === '' ? key : `${prefix}.${key}`),
      );
  return [...own, ...below];
}

/** `{name: true, tags: [undefined, true]}` → `['name', 'tags.1']`. */
export function dirtyPaths(dirty: unknown, prefix = ''): string[] {
  if (dirty === true) return [prefix];
  if (typeof dirty !== 'object' || dirty === null) return [];
  return Object.entries(dirty).flatMap(([key, value]) => dirtyPaths(value, prefix === '' ? key : `${prefix}.${key}`));
}

/** The label of the field at this path, or of the nearest one above it: an error inside a list belongs to the list. */
export function nearestField<T>(
  fields: Readonly<Record<string, T>>,
  path: string,
): { path: string; field: T } | undefined {
  const parts = path.split('.');
  for (let length = parts.length; length > 0; length -= 1) {
    const candidate = parts.slice(0, length).join('.');
    const field = fields[candidate];
    if (field !== undefined) return { path: candidate, field };
  }
  return undefined;
}

export function fieldId(formId: string, path: string): string {
  return `${formId}-${path.replaceAll('.', '-')}`;
}
