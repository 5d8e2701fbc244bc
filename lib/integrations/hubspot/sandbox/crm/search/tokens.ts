/** Words as a search engine sees them: letters and digits, lower case. */
export function tokenize(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}

/**
 * Whether a value contains the token. Without a star every word of the wanted text must stand in the value,
 * side by side; with stars the pattern must cover one word, one piece between spaces, or the whole value.
 */
export function containsToken(value: string, wanted: string): boolean {
  const text = value.toLowerCase();
  const needle = wanted.toLowerCase().trim();
  if (needle.includes('*')) {
    const matches = wildcard(needle);
    return [text, ...text.split(/[\s;]+/), ...tokenize(text)].some(matches);
  }
  const words = tokenize(needle);
  const own = tokenize(text);
  return words.length > 0 && own.some((_, start) => words.every((word, index) => own[start + index] === word));
}

/** The matcher of a pattern in which a star stands for any characters; linear in the text, whatever the pattern. */
function wildcard(pattern: string): (text: string) => boolean {
  const parts = pattern.split('*');
  const first = parts[0] ?? '';
  const last = parts.at(-1) ?? '';
  const middle = parts.slice(1, -1).filter(Boolean);
  return (text) => {
    if (!text.startsWith(first) || !text.endsWith(last) || text.length < first.length + last.length) return false;
    let from = first.length;
    for (const part of middle) {
      const at = text.indexOf(part, from);
      if (at < 0 || at + part.length > text.length - last.length) return false;
      from = at + part.length;
    }
    return true;
  };
}

/** Every word of a free-text query must begin a word of one of the values. */
export function matchesQuery(values: string[], query: string): boolean {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  return words.every((word) => values.some((value) => wordMatches(value, word)));
}

function wordMatches(value: string, word: string): boolean {
  if (word.includes('*')) return containsToken(value, word);
  const text = value.toLowerCase();
  if (text.split(/[\s;]+/).some((piece) => piece.startsWith(word))) return true;
  const parts = tokenize(word);
  const own = tokenize(text);
  const last = parts.length - 1;
  return parts.length > 0 && own.some((_, start) => parts.every((part, index) => (index === last ? own[start + index]?.startsWith(part) : own[start + index] === part)));
}
