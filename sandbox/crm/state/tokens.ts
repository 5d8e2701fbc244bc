/** Splits text into words of letters and digits, lower case. */
export function tokenize(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}

/**
 * Whether a value contains the token. Without a wildcard, the value must contain the token's words in sequence. With
 * wildcards, the pattern must match one word, one piece between spaces, or the whole value.
 */
export function compileToken(wanted: string): (value: string) => boolean {
  const needle = wanted.toLowerCase().trim();
  // The longest piece rules out most values before they are split into words.
  if (needle.includes('*')) {
    const matches = wildcard(needle);
    const piece = longest(needle.split('*'));
    return (value) => {
      const text = value.toLowerCase();
      return text.includes(piece) && [text, ...text.split(/[\s;]+/), ...tokenize(text)].some(matches);
    };
  }
  const words = tokenize(needle);
  const piece = longest(words);
  return (value) => {
    const text = value.toLowerCase();
    if (words.length === 0 || !text.includes(piece)) return false;
    const own = tokenize(text);
    return own.some((_, start) => words.every((word, index) => own[start + index] === word));
  };
}

function longest(pieces: string[]): string {
  return pieces.reduce((best, piece) => (piece.length > best.length ? piece : best), '');
}

/** A matcher for a pattern with `*` wildcards. Takes linear time for any pattern. */
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

/** Every word of a free-text query must be the prefix of a word in one of the values. */
export function compileQuery(query: string): (values: readonly string[]) => boolean {
  const tests = query.toLowerCase().split(/\s+/).filter(Boolean).map(compileWord);
  return (values) => tests.every((test) => values.some(test));
}

function compileWord(word: string): (value: string) => boolean {
  if (word.includes('*')) return compileToken(word);
  const parts = tokenize(word);
  const [first] = parts;
  if (first === undefined) return (value) => value.toLowerCase().includes(word);
  const last = parts.length - 1;
  return (value) => {
    const text = value.toLowerCase();
    // This rules out most values before they are split into words.
    if (!text.includes(first)) return false;
    if (text.startsWith(word)) return true;
    if (text.split(/[\s;]+/).some((piece) => piece.startsWith(word))) return true;
    const own = tokenize(text);
    return own.some((_, start) =>
      parts.every((part, index) =>
        index === last ? own[start + index]?.startsWith(part) : own[start + index] === part,
      ),
    );
  };
}
