import { invalid } from './failure';

/** Comma lists, repeated parameters, or both. */
export function listParam(query: URLSearchParams, name: string): string[] {
  return query
    .getAll(name)
    .flatMap((value) => value.split(','))
    .map((value) => value.trim())
    .filter(Boolean);
}

/** Case-insensitive: HubSpot's Python client sends `archived=True`. */
export function flagParam(query: URLSearchParams, name: string): boolean {
  return query.get(name)?.toLowerCase() === 'true';
}

export function limitParam(query: URLSearchParams, fallback: number, max: number): number {
  const text = query.get('limit');
  if (text === null) return fallback;
  const limit = Number(text);
  if (!/^\d+$/.test(text) || limit < 1 || limit > max) {
    throw invalid(`limit must be between 1 and ${max}, but was ${text}`, {
      errors: [{ message: `limit is not between 1 and ${max}`, in: 'limit' }],
    });
  }
  return limit;
}
