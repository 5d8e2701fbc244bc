import { createHash, createHmac } from 'node:crypto';

const decodedCharacters: Record<string, string> = {
  '%3A': ':',
  '%2F': '/',
  '%3F': '?',
  '%40': '@',
  '%21': '!',
  '%24': '$',
  '%27': "'",
  '%28': '(',
  '%29': ')',
  '%2A': '*',
  '%2C': ',',
  '%3B': ';',
};

/**
 * X-HubSpot-Signature-v3: HMAC-SHA256 over method, URI, body and timestamp, in base64.
 * https://developers.hubspot.com/docs/apps/developer-platform/build-apps/authentication/request-validation
 */
export function signV3(clientSecret: string, method: string, uri: string, body: string, timestamp: string): string {
  return createHmac('sha256', clientSecret)
    .update(`${method}${decodeUri(uri)}${body}${timestamp}`)
    .digest('base64');
}

/** The legacy v1 X-HubSpot-Signature, which is still sent too. */
export function signV1(clientSecret: string, body: string): string {
  return createHash('sha256').update(`${clientSecret}${body}`).digest('hex');
}

/** Only these characters are decoded before hashing. */
function decodeUri(uri: string): string {
  return uri.replace(
    /%(?:3A|2F|3F|40|21|24|27|28|29|2A|2C|3B)/gi,
    (code) => decodedCharacters[code.toUpperCase()] ?? code,
  );
}
