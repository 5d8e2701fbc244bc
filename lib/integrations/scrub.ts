const MAX_LENGTH = 500;

/**
 * A provider's own words, fit to be shown to an administrator and kept: known secrets, anything shaped like a token,
 * e-mail addresses and telephone numbers are blanked, control characters become spaces.
 */
export function scrubbed(text: string, secrets: readonly string[] = []): string {
  let clean = text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, ' ');
  for (const secret of secrets) {
    if (secret.length >= 4) clean = clean.replaceAll(secret, BLANK);
  }
  for (const pattern of SENSITIVE) clean = clean.replace(pattern, BLANK);
  return clean.length > MAX_LENGTH ? `${clean.slice(0, MAX_LENGTH - 1)}…` : clean;
}

const BLANK = '[hidden]';

// Each runs in linear time over the at most few hundred kilobytes that an error body may have.
const SENSITIVE: readonly RegExp[] = [
  /\bBearer\s+\S+/gi,
  /[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9.-]{1,253}/g,
  // Codes and refresh tokens begin with the data centre; access tokens are long runs without a blank.
  /\b(?:na|eu|ap)\d-[A-Za-z0-9-]{8,}/g,
  /[A-Za-z0-9_+/=-]{40,}/g,
  /\+\d[\d ().-]{5,20}\d/g,
];
