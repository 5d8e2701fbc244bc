/** Reading the text forms in which values of fields travel and are typed. */

/** ISO with or without zone (then UTC), a day, or milliseconds since 1970. Null for days that do not exist. */
export function instantOf(text: string): Date | null {
  const plain = text.trim();
  if (/^-?\d{5,15}$/.test(plain)) return validDate(new Date(Number(plain)));
  const match = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?)(Z|[+-]\d{2}:?\d{2})?)?$/i.exec(
    plain,
  );
  const day = match?.[1];
  if (!match || !day || !dayOf(day)) return null;
  return validDate(new Date(`${day}T${match[2] ?? '00:00'}${withColon(match[3] ?? 'Z')}`));
}

function withColon(offset: string): string {
  return offset.replace(/^([+-]\d{2})(\d{2})$/, '$1:$2').toUpperCase();
}

export function dayOf(text: string): string | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return null;
  const at = validDate(new Date(`${text}T00:00:00Z`));
  return at?.toISOString().startsWith(text) ? text : null;
}

function validDate(date: Date): Date | null {
  return Number.isNaN(date.getTime()) || Math.abs(date.getUTCFullYear()) > 9999 ? null : date;
}

export function timeOf(text: string): string | null {
  const match = /^([01]?\d|2[0-3]):([0-5]\d)(?::[0-5]\d)?$/.exec(text.trim());
  return match ? `${(match[1] ?? '').padStart(2, '0')}:${match[2] ?? ''}` : null;
}

/** `1 234,5` is meant as 1234.5; `1,234` could be two numbers and is refused. */
export function plainNumber(text: string): string | null {
  const compact = text.replace(/[\s\u00a0\u202f]/g, '');
  const point = /^-?\d+,(?!\d{3}$)\d+$/.test(compact) ? compact.replace(',', '.') : compact;
  if (!/^-?\d{1,30}(?:\.\d{1,20})?$/.test(point)) return null;
  return point;
}

export function isWebAddress(text: string): boolean {
  const url = URL.canParse(text) ? new URL(text) : null;
  return (
    url !== null &&
    (url.protocol === 'https:' || url.protocol === 'http:') &&
    url.username === '' &&
    url.password === ''
  );
}
