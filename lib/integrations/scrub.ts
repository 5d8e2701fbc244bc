import { cutText } from '@/lib/domain/base/cut-text';

const MAX_LENGTH = 500;

/**
 * Scrubs a provider's message for display and storage: masks known secrets, anything that looks like a token, email
 * addresses and phone numbers, and replaces control characters with spaces.
 */
export function scrubbed(text: string, secrets: readonly string[] = []): string {
  let clean = text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, ' ');
  for (const secret of secrets) {
    if (secret.length >= 4) clean = clean.replaceAll(secret, BLANK);
  }
  for (const pattern of SENSITIVE) clean = clean.replace(pattern, BLANK);
  return clean.length > MAX_LENGTH ? `${cutText(clean, MAX_LENGTH - 1)}…` : clean;
}

const BLANK = '[hidden]';

// Each runs in linear time, because an error body can have several hundred kilobytes.
const SENSITIVE: readonly RegExp[] = [
  /\bBearer\s+\S+/gi,
  /[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9.-]{1,253}/g,
  // Codes and refresh tokens start with the data centre; access tokens are long strings without spaces.
  /\b(?:na|eu|ap)\d-[A-Za-z0-9-]{8,}/g,
  /[A-Za-z0-9_+/=-]{40,}/g,
  /\+\d[\d ().-]{5,20}\d/g,
];
