/**
 * Where to go after signing in. Only a path of our own: one leading slash, no backslash, no control characters,
 * and still our own origin once a browser has read it. Anything else becomes `fallback`.
 */
export function returnTarget(wanted: string | null | undefined, fallback: string): string {
  if (wanted === null || wanted === undefined || wanted.length > 2000) return fallback;
  return isOwnPath(wanted) && isOwnPath(decodedOnce(wanted)) ? wanted : fallback;
}

const ANY_ORIGIN = 'https://own.invalid';
/** Control characters, and the other characters that readers of URLs drop or take for a slash or a dot. */
const UNSAFE =
  /[\\\u0000-\u0020\u007f-\u00a0\u00ad\u2000-\u200f\u2028-\u202f\u2044\u205f-\u206f\u2215\u29f8\u3000\u3002\ufe68\ufeff\uff0e\uff0f\uff3c\uff61]/;

function isOwnPath(path: string): boolean {
  if (!path.startsWith('/') || path.startsWith('//') || UNSAFE.test(path)) return false;
  if (!URL.canParse(path, ANY_ORIGIN)) return false;
  const url = new URL(path, ANY_ORIGIN);
  // `/./` and `/../` fold: `/.//host` would come back as `//host`.
  return url.origin === ANY_ORIGIN && !url.pathname.startsWith('//') && !url.pathname.startsWith('/api/');
}

/** Some proxies decode once on the way. A path that cannot be decoded is refused with the rest. */
function decodedOnce(path: string): string {
  try {
    const end = path.search(/[?#]/);
    // Behind the question mark, encoded characters are ordinary: `?q=a%20b`.
    return decodeURIComponent(end === -1 ? path : path.slice(0, end));
  } catch {
    return '';
  }
}
