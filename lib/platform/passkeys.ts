import {
  generateAuthenticationOptions,
  generateRegistrationOptions,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server';
import type { PasskeyCreated, PasskeyUsed } from '@/lib/domain/people/second-factor';

/** WebAuthn for one site. The caller keeps the challenge, and makes sure that it is answered once. */
export interface Site {
  rpId: string;
  origin: string;
}

interface KnownPasskey {
  credentialId: string;
  transports: readonly string[];
}

/** For `navigator.credentials.create`. */
export async function passkeyCreationOptions(
  site: Site,
  user: { id: string; name: string; displayName: string },
  existing: readonly KnownPasskey[],
) {
  return generateRegistrationOptions({
    rpName: 'Maker',
    rpID: site.rpId,
    userID: handleOf(user.id),
    userName: user.name,
    userDisplayName: user.displayName,
    excludeCredentials: existing.map(asDescriptor),
    timeout: TIMEOUT_MS,
    // Found without typing an address where the authenticator can store it; a simple security key still serves after a password.
    authenticatorSelection: { residentKey: 'preferred', userVerification: 'preferred' },
  });
}

/** For `navigator.credentials.get`. Without `allowed`, the authenticator offers what it has stored for this site. */
export async function passkeyRequestOptions(site: Site, allowed: readonly KnownPasskey[] | null) {
  return generateAuthenticationOptions({
    rpID: site.rpId,
    timeout: TIMEOUT_MS,
    // Instead of a password, the authenticator must know who uses it: by PIN, finger or face.
    userVerification: allowed === null ? 'required' : 'preferred',
    ...(allowed === null ? {} : { allowCredentials: allowed.map(asDescriptor) }),
  });
}

const TIMEOUT_MS = 5 * 60_000;

interface NewPasskey {
  credentialId: string;
  publicKey: Uint8Array<ArrayBuffer>;
  signCount: number;
  transports: string[];
}

/** The passkey that answers this challenge, for exactly this site; null for anything else. */
export async function verifyPasskeyCreated(
  site: Site,
  challenge: string,
  response: PasskeyCreated,
): Promise<NewPasskey | null> {
  try {
    const { verified, registrationInfo } = await verifyRegistrationResponse({
      response: { ...response, clientExtensionResults: {} },
      expectedChallenge: challenge,
      expectedOrigin: site.origin,
      expectedRPID: site.rpId,
      requireUserVerification: false,
    });
    if (!verified) return null;
    const { credential } = registrationInfo;
    return {
      credentialId: credential.id,
      publicKey: credential.publicKey,
      signCount: credential.counter,
      transports: credential.transports ?? [],
    };
  } catch {
    // The package throws for whatever doesn't fit.
    return null;
  }
}

/** The count of the authenticator, if its passkey answered this challenge for exactly this site; null for anything else. */
export async function verifyPasskeyUsed(
  site: Site,
  challenge: string,
  input: { response: PasskeyUsed; publicKey: Uint8Array; isVerifiedUserRequired: boolean },
): Promise<{ signCount: number } | null> {
  const { response, publicKey, isVerifiedUserRequired } = input;
  try {
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response: { ...response, clientExtensionResults: {} },
      expectedChallenge: challenge,
      expectedOrigin: site.origin,
      expectedRPID: site.rpId,
      requireUserVerification: isVerifiedUserRequired,
      // The caller compares the count: one that goes back is no wrong answer, but a copied passkey.
      credential: { id: response.id, publicKey: new Uint8Array(publicKey), counter: 0 },
    });
    return verified ? { signCount: authenticationInfo.newCounter } : null;
  } catch {
    return null;
  }
}

/** Whether the authenticator's count went back, as it does where a passkey was copied. Many always say 0. */
export function hasCountGoneBack(stored: bigint, now: number): boolean {
  return (stored > 0n || now > 0) && BigInt(now) <= stored;
}

/** The account's ID, as the authenticator stores it and returns it. */
export function handleOf(userId: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Buffer.from(userId.replaceAll('-', ''), 'hex'));
}

function asDescriptor({ credentialId, transports }: KnownPasskey) {
  return { id: credentialId, transports: [...transports] };
}
