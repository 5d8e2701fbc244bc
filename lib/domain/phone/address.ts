/**
 * The number inside a SIP or tel address, with or without the header around it.
 * https://www.rfc-editor.org/rfc/rfc3261#section-25.1 · https://www.rfc-editor.org/rfc/rfc3966
 */

export interface Address {
  /** What stands for the number: the user part of a SIP address, or the text itself where it is no address. */
  text: string;
  extension: string | null;
  /** The caller asked to stay unknown, whatever the address says. */
  isPrivate: boolean;
}

const QUOTED_NAME = /^\s*"((?:[^"\\]|\\.)*)"\s*/;
/** Hosts that stand for nobody. https://www.rfc-editor.org/rfc/rfc3323#section-4.1.1.3 */
const NOBODYS_HOST = /@(?:anonymous|unknown)\.invalid\b/i;

export function readAddress(text: string): Address {
  if (!/[<:@"%]/.test(text)) return { text, extension: null, isPrivate: false };
  const quoted = QUOTED_NAME.exec(text);
  const rest = quoted ? text.slice(quoted[0].length) : text;
  const bracketed = [...rest.matchAll(/<([^<>]*)>/g)].map((match) => match[1] ?? '');
  const displayName = quoted?.[1] ?? (bracketed.length > 0 ? (rest.split('<')[0] ?? '') : '');
  const afterwards = rest.slice(rest.lastIndexOf('>') + 1);
  const isPrivate =
    NOBODYS_HOST.test(rest) ||
    /^\s*anonymous\s*$/i.test(displayName) ||
    // https://datatracker.ietf.org/doc/html/draft-ietf-sip-privacy-04#section-5.1
    (bracketed.length > 0 && /;\s*privacy\s*=\s*"?(?:full|uri|id)\b/i.test(afterwards));
  // An identity may be asserted twice, as a SIP and as a tel address: the one with a number counts.
  const uris = bracketed.map(readUri);
  const uri = uris.find((candidate) => /^\+?[\d(]/.test(candidate.text)) ?? uris[0] ?? readUri(rest.trim());
  // What is left is the display name alone: "Unknown" in quotes, without an address.
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

/** Without host and password; escaped characters as themselves. The parameters of a SIP user belong to its number. */
function userOf(address: string): string {
  const at = address.lastIndexOf('@');
  const user = at < 0 ? address : (address.slice(0, at).split(':')[0] ?? '');
  return user.replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))).trim();
}
