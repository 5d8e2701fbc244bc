const token =
  /\s*(?:("(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*")|(-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)|([[\]{}:,]))/y;

/** The zero-based position of the first JSON error, or the text's length if it ends too early. */
export function findJsonError(text: string): number {
  const open: ('[' | '{')[] = [];
  let expected: 'value' | 'valueOrEnd' | 'key' | 'keyOrEnd' | 'colon' | 'next' = 'value';
  token.lastIndex = 0;
  for (;;) {
    const from = token.lastIndex;
    const match = token.exec(text);
    if (!match) return from + (/^\s*/.exec(text.slice(from))?.[0].length ?? 0);
    const [whole, string, literal, sign] = match;
    const at = from + whole.length - (string ?? literal ?? sign ?? '').length;
    const isValue = expected === 'value' || expected === 'valueOrEnd';
    if (string !== undefined && (expected === 'key' || expected === 'keyOrEnd')) expected = 'colon';
    else if ((string !== undefined || literal !== undefined) && isValue) expected = 'next';
    else if ((sign === '{' || sign === '[') && isValue) {
      open.push(sign);
      expected = sign === '{' ? 'keyOrEnd' : 'valueOrEnd';
    } else if (sign === ':' && expected === 'colon') expected = 'value';
    else if (sign === ',' && expected === 'next' && open.length > 0) expected = open.at(-1) === '{' ? 'key' : 'value';
    else if (sign === '}' && (expected === 'next' || expected === 'keyOrEnd') && open.at(-1) === '{') {
      open.pop();
      expected = 'next';
    } else if (sign === ']' && (expected === 'next' || expected === 'valueOrEnd') && open.at(-1) === '[') {
      open.pop();
      expected = 'next';
    } else return at;
  }
}
