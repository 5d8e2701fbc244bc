/** "Anne-Lise de la Tour" → "AT"; one word gives its first two letters. */
export function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/).filter(Boolean);
  const first = Array.from(words[0] ?? '');
  const last = words.length > 1 ? Array.from(words.at(-1) ?? '').slice(0, 1) : first.slice(1, 2);
  return [first[0] ?? '?', ...last].join('').toUpperCase();
}
