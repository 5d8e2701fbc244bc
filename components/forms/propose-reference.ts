/** What `referenceSchema` allows. */
const MAX_LENGTH = 80;

/**
 * A reference made from a name: lower case, words joined by hyphens, with `-2`, `-3` … if it is taken. Empty if the name has
 * no Latin letter or digit.
 */
export function proposeReference(name: string, taken: readonly string[]): string {
  const slug = cut(toSlug(name), MAX_LENGTH);
  const known = new Set(taken.map((reference) => reference.toLowerCase()));
  if (slug === '' || !known.has(slug)) return slug;
  for (let n = 2; ; n += 1) {
    const suffix = `-${n}`;
    const reference = cut(slug, MAX_LENGTH - suffix.length) + suffix;
    if (!known.has(reference)) return reference;
  }
}

const TRANSLITERATIONS: Readonly<Record<string, string>> = { œ: 'oe', æ: 'ae', ß: 'ss', ø: 'o', ł: 'l', đ: 'd' };

function toSlug(name: string): string {
  return name
    .toLowerCase()
    .replaceAll(/[œæßøłđ]/g, (letter) => TRANSLITERATIONS[letter] ?? letter)
    .normalize('NFD')
    .replaceAll(/\p{Mark}/gu, '')
    .replaceAll(/['’]/g, '')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');
}

function cut(slug: string, length: number): string {
  return slug.slice(0, length).replace(/-$/, '');
}
