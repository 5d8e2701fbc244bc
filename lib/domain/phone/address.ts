import { saysHidden } from './withheld';

/**
 * The number inside a SIP or tel address, with or without the header around it.
 * https://www.rfc-editor.org/rfc/rfc3261#section-25.1 · https://www.rfc-editor.org/rfc/rfc3966
 */

export interface Address {
  /** The user part of a SIP address, or the text itself if it isn't an address. */
  text: string;
  extension: string | null;
  /** The caller asked for anonymity, even if the address contains a number. */
  isPrivate: boolean;
}

const QUOTED_NAME = /^\s*"((?:[^"\\]|\\.)*)"\s*/;
/** Hosts of anonymous callers. https://www.rfc-editor.org/rfc/rfc3323#section-4.1.1.3 */
const ANONYMOUS_HOST = /@(?:anonymous|unknown)\.invalid\b/i;

export function readAddress(text: string): Address {
  if (!/[<:@"%]/.test(text)) return { text, extension: null, isPrivate: false };
  const quoted = QUOTED_NAME.exec(text);
  const rest = quoted ? text.slice(quoted[0].length) : text;
  const bracketed = [...rest.matchAll(/<([^<>]*)>/g)].map((match) => match[1] ?? '');
  const displayName = quoted?.[1] ?? (bracketed.length > 0 ? (rest.split('<')[0] ?? '') : '');
  const afterwards = rest.slice(rest.lastIndexOf('>') + 1);
  const isPrivate =
    ANONYMOUS_HOST.test(rest) ||
    saysHidden(displayName) ||
    // https://datatracker.ietf.org/doc/html/draft-ietf-sip-privacy-04#section-5.1
    (bracketed.length > 0 && /;\s*privacy\s*=\s*"?(?:full|uri|id)\b/i.test(afterwards));
  // P-Asserted-Identity may have both a SIP and a tel address: use the one with a number.
  const uris = bracketed.map(readUri);
  const uri = uris.find((candidate) => /^\+?[\d(]/.test(candidate.text)) ?? uris[0] ?? readUri(rest.trim());
  // Only a display name, such as "Unknown" in quotes.
  return uri.text === '' && quoted ? { text: displayName, extension: null, isPrivate } : { ...uri, isPrivate };
}

function readUri(text: string): Omit<Address, 'isPrivate'> {
  const [, scheme = '', hierarchical = ''] = /^(tel|sips?|callto|h323|whatsapp|urn):(.*)$/is.exec(text) ?? [];
  if (scheme === '') return { text: /^[^\s@]+@[^\s@]+$/.test(text) ? userOf(text) : text, extension: null };
  if (scheme.toLowerCase() === 'urn') return { text, extension: null };
  const [number = '', ...parameters] = userOf(hierarchical).split(';');
  const valueOf = (name: string) =>
    parameters.find((parameter) => parameter.toLowerCase().startsWith(`${name}=`))?.slice(name.length + 1) ?? '';
  // A local number means what its context says: `863-1234;phone-context=+1-914-555` is a number of area 914.
  const context = valueOf('phone-context');
  const isLocal = !number.startsWith('+') && context.startsWith('+');
  return {
    text: isLocal ? `${context}${number}` : number,
    extension: /^[\d\s().-]{1,14}$/.test(valueOf('ext')) ? valueOf('ext').replace(/\D/g, '') || null : null,
  };
}

/** The unescaped user part, without host and password. It keeps its parameters, which belong to the number. */
function userOf(address: string): string {
  const at = address.lastIndexOf('@');
  const user = at < 0 ? address : (address.slice(0, at).split(':')[0] ?? '');
  return user.replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))).trim();
}
