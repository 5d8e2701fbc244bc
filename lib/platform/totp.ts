import { Secret, TOTP } from 'otpauth';

/** RFC 6238 as every authenticator app understands it: SHA-1, six digits, 30 seconds. */
const PARAMETERS = { algorithm: 'SHA1', digits: 6, period: 30 } as const;
/** Clocks differ: one step before and one after count too. */
const WINDOW = 1;

/** 160 random bits, base32. */
export function newTotpSecret(): string {
  return new Secret({ size: 20 }).base32;
}

/** What the QR code says: `otpauth://totp/…`. */
export function totpUri(secret: string, of: { issuer: string; account: string }): string {
  const totp = new TOTP({
    ...PARAMETERS,
    issuer: of.issuer,
    label: of.account,
    secret: Secret.fromBase32(secret),
  });
  return totp.toString();
}

/** The time step whose code this is, or null. Each step may be used once: the caller compares it with the last one. */
export function totpStepOf(secret: string, code: string, now: Date): number | null {
  // The package throws when the bytes differ in number, as they do for digits of other scripts.
  if (!/^[0-9]{6}$/.test(code)) return null;
  const timestamp = now.getTime();
  const delta = TOTP.validate({
    ...PARAMETERS,
    token: code,
    secret: Secret.fromBase32(secret),
    timestamp,
    window: WINDOW,
  });
  return delta === null ? null : TOTP.counter({ period: PARAMETERS.period, timestamp }) + delta;
}
