import type { IdentityContext, KnownIssuer } from '../contract';

/**
 * What is known of some issuers beyond what they publish. Everybody else's endpoints have to be on the issuer's own origin:
 * a document could name any server, and the client secret would be sent there.
 */
const KNOWN_ISSUERS: Readonly<Record<string, KnownIssuer>> = {
  'https://accounts.google.com': {
    vendor: 'google',
    origins: ['https://oauth2.googleapis.com', 'https://www.googleapis.com', 'https://openidconnect.googleapis.com'],
  },
  'https://login.microsoftonline.com': { vendor: 'entra', origins: [] },
};

type Known = Pick<IdentityContext, 'knownIssuers'>;

function knownIssuer({ knownIssuers = KNOWN_ISSUERS }: Known, issuer: string): KnownIssuer | undefined {
  return knownIssuers[new URL(issuer).origin];
}

/** Where this issuer's endpoints may be. */
export function originsOf(context: Known, issuer: string): string[] {
  return [new URL(issuer).origin, ...(knownIssuer(context, issuer)?.origins ?? [])];
}

interface SaidOfEmail {
  email: string;
  isVerified: boolean;
  claims: Readonly<Record<string, unknown>>;
}

/** Whether the issuer answers for the address being this person's now. */
export function vouchesForEmail(context: Known, issuer: string, said: SaidOfEmail): boolean {
  switch (knownIssuer(context, issuer)?.vendor) {
    case 'google':
      return isHostedByGoogle(said);
    case 'entra':
      return said.isVerified || isDomainOwnerVerified(said);
    case undefined:
      return said.isVerified;
  }
}

/**
 * Anybody can make a Google account with any address, which is verified once and may get another owner later. Google answers
 * for addresses of gmail.com and of organisations that it hosts, which it names in `hd`.
 * https://developers.google.com/identity/openid-connect/openid-connect#an-id-tokens-payload
 */
function isHostedByGoogle({ email, isVerified, claims: { hd } }: SaidOfEmail): boolean {
  return isVerified && ((typeof hd === 'string' && hd !== '') || /@(gmail|googlemail)\.com$/i.test(email));
}

/** Entra ID has no `email_verified`. https://learn.microsoft.com/entra/identity-platform/optional-claims-reference */
function isDomainOwnerVerified({ claims: { xms_edov: value } }: SaidOfEmail): boolean {
  return value === true || value === 1 || value === '1' || value === 'true';
}
