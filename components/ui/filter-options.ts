interface Searchable {
  label: string;
  hint?: string;
}

/** Options that contain every word of the query, ignoring accents and case. Those that start with it come first. */
export function filterOptions<T extends Searchable>(options: readonly T[], query: string): T[] {
  const words = fold(query).split(/\s+/).filter(Boolean);
  const first = words[0];
  if (first === undefined) return [...options];
  const matching = options.filter((option) => {
    const text = fold(`${option.label} ${option.hint ?? ''}`);
    return words.every((word) => text.includes(word));
  });
  const begins = (option: T) => (fold(option.label).startsWith(first) ? 0 : 1);
  return matching.sort((a, b) => begins(a) - begins(b));
}

/** "Société" and "societe" match each other. */
export function fold(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}
