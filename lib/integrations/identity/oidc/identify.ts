import { createHash, timingSafeEqual } from 'node:crypto';
import {
  allowInsecureRequests,
  authorizationCodeGrant,
  clockSkew,
  clockTolerance,
  customFetch,
  enableNonRepudiationChecks,
  fetchUserInfo,
  type Configuration,
} from 'openid-client';
import { z } from 'zod';
import { ProviderError } from '../../provider-error';
import { parseShape } from '../../http';
import type {
  DiscoveredIssuer,
  IdentityClient,
  IdentityContext,
  IdentityProvider,
  VerifiedIdentity,
} from '../contract';
import { configurationFor, metadataOf } from './discovery';
import { asProviderError } from './errors';
import { createSend } from './send';
import { originsOf, vouchesForEmail } from './vendors';

type Answer = Parameters<IdentityProvider['identify']>[1];

const TOKEN = 'oidc token';
const IDENTITY = 'oidc identity';
const TOLERANCE_SECONDS = 60;
/** A code lives for minutes, so a token that it was exchanged for was issued just now. */
const OLDEST_SECONDS = 10 * 60;

/** Exchanges the code, verifies the ID token, and asks the userinfo endpoint for what the token leaves out. */
export async function identify(
  context: IdentityContext,
  issuer: DiscoveredIssuer,
  client: IdentityClient,
  answer: Answer,
): Promise<VerifiedIdentity> {
  const configuration = preparedFor(context, issuer, client);
  const secrets = [client.clientSecret, answer.code, answer.codeVerifier];
  const tokens = await exchange(configuration, answer, secrets);
  const claims = parseShape(tokens.claims, claimsSchema, (where) => problem('UNEXPECTED_CLAIMS', where));
  // The library looks at it only where there are several audiences.
  if (claims.azp !== undefined && claims.azp !== client.clientId) throw problem('CLAIM_AZP');
  checkTimes(context, claims);
  checkAccessTokenHash(tokens.idToken, claims.at_hash, tokens.accessToken);

  const readPerson = (person: Person) =>
    personOf(person, answer.groupsClaim, (said) => vouchesForEmail(context, issuer.issuer, said));
  const fromToken = readPerson(claims);
  const isComplete = fromToken.email !== null && (answer.groupsClaim === '' || fromToken.groups.length > 0);
  const { userinfo_endpoint } = metadataOf(issuer);
  if (isComplete || userinfo_endpoint === undefined) return { ...authenticationOf(claims), ...fromToken };

  let info: unknown;
  try {
    // The library refuses an answer about another subject.
    info = await fetchUserInfo(configuration, tokens.accessToken, claims.sub);
  } catch (error) {
    throw asProviderError(error, IDENTITY, secrets);
  }
  const more = readPerson(parseShape(info, personSchema, (where) => problem('UNEXPECTED_USERINFO', where)));
  const email = fromToken.email === null ? more : fromToken;
  return {
    ...authenticationOf(claims),
    email: email.email,
    isEmailVerified: email.isEmailVerified,
    groups: fromToken.groups.length > 0 ? fromToken.groups : more.groups,
  };
}

function preparedFor(context: IdentityContext, issuer: DiscoveredIssuer, client: IdentityClient): Configuration {
  const configuration = configurationFor(issuer, client);
  const { token_endpoint } = metadataOf(issuer);
  const tokenUrl = new URL(token_endpoint).href;
  configuration[customFetch] = createSend(context, originsOf(context, issuer.issuer), (url) =>
    url.href === tokenUrl ? TOKEN : IDENTITY,
  );
  // Without this the library trusts the connection and leaves the signature alone.
  enableNonRepudiationChecks(configuration);
  if (new URL(issuer.issuer).protocol === 'http:') allowInsecureRequests(configuration);
  const metadata: Record<symbol, number> = configuration.clientMetadata();
  metadata[clockTolerance] = TOLERANCE_SECONDS;
  metadata[clockSkew] = Math.round((context.now().getTime() - Date.now()) / 1000);
  return configuration;
}

interface Tokens {
  accessToken: string;
  idToken: string;
  claims: unknown;
}

/** The library checks `iss` of the answer, then issuer, audience, authorized party, nonce, expiry and signature of the token. */
async function exchange(configuration: Configuration, answer: Answer, secrets: readonly string[]): Promise<Tokens> {
  const url = new URL(answer.redirectUri);
  url.search = new URLSearchParams({
    code: answer.code,
    state: answer.state,
    ...(answer.issuer === null ? {} : { iss: answer.issuer }),
  }).toString();
  try {
    const tokens = await authorizationCodeGrant(configuration, url, {
      expectedState: answer.state,
      expectedNonce: answer.nonce,
      pkceCodeVerifier: answer.codeVerifier,
      idTokenExpected: true,
    });
    return { accessToken: tokens.access_token, idToken: tokens.id_token ?? '', claims: tokens.claims() };
  } catch (error) {
    const failure = asProviderError(error, TOKEN, secrets);
    // The token endpoint answered well: what is wrong is the token.
    if (failure.kind !== 'invalid_response' || !(failure.cause instanceof Error)) throw failure;
    throw new ProviderError('invalid_response', { operation: IDENTITY, code: failure.code ?? undefined, cause: error });
  }
}

const word = z.string().max(200);
const personSchema = z.looseObject({
  email: z.string().max(500).nullish(),
  // Some providers write it as text.
  email_verified: z.union([z.boolean(), z.enum(['true', 'false'])]).nullish(),
});
type Person = z.output<typeof personSchema>;
const claimsSchema = personSchema.extend({
  sub: z
    .string()
    .min(1)
    .max(255)
    .regex(/^[\x20-\x7e]+$/),
  iat: z.number(),
  azp: word.optional(),
  at_hash: word.optional(),
  acr: word.nullish(),
  amr: z.array(word).max(20).nullish(),
});
type Claims = z.output<typeof claimsSchema>;

function checkTimes(context: IdentityContext, { iat }: Claims): void {
  const now = context.now().getTime() / 1000;
  if (iat > now + TOLERANCE_SECONDS) throw problem('ISSUED_IN_THE_FUTURE');
  if (iat < now - OLDEST_SECONDS) throw problem('ISSUED_TOO_LONG_AGO');
}

/** OpenID Connect Core 3.1.3.8: optional in this flow, but where it is given it has to fit. */
function checkAccessTokenHash(idToken: string, hash: string | undefined, accessToken: string): void {
  if (hash === undefined) return;
  const digest = createHash(hashFor(idToken)).update(accessToken, 'ascii').digest();
  const expected = digest.subarray(0, digest.length / 2);
  const given = Buffer.from(hash, 'base64url');
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) throw problem('CLAIM_AT_HASH');
}

const headerSchema = z.object({ alg: z.string() });

/** The hash of the signature that the library has just verified. */
function hashFor(idToken: string): 'sha256' | 'sha384' | 'sha512' {
  const { alg } = headerSchema.parse(
    JSON.parse(Buffer.from(idToken.split('.')[0] ?? '', 'base64url').toString('utf8')),
  );
  if (alg.endsWith('384')) return 'sha384';
  return alg.endsWith('512') || alg.startsWith('Ed') ? 'sha512' : 'sha256';
}

function personOf(
  person: Person,
  groupsClaim: string,
  isOwnEmail: (said: { email: string; isVerified: boolean; claims: Person }) => boolean,
): Pick<VerifiedIdentity, 'email' | 'isEmailVerified' | 'groups'> {
  const email = person.email || null;
  const isVerified = person.email_verified === true || person.email_verified === 'true';
  return {
    email,
    isEmailVerified: email !== null && isOwnEmail({ email, isVerified, claims: person }),
    groups: groupsClaim === '' ? [] : readGroups(person[groupsClaim]),
  };
}

/** A list of names, or one name. Anything else names no group. */
function readGroups(value: unknown): string[] {
  const listed = z.array(z.unknown()).safeParse(typeof value === 'string' ? [value] : value);
  return (listed.data ?? [])
    .filter((group): group is string => typeof group === 'string' && group.length <= 200)
    .slice(0, 1000);
}

function authenticationOf({ sub, acr, amr }: Claims): Pick<VerifiedIdentity, 'subject' | 'acr' | 'amr'> {
  return { subject: sub, acr: acr ?? null, amr: amr ?? [] };
}

function problem(code: string, providerMessage?: string): ProviderError {
  return new ProviderError('invalid_response', { operation: IDENTITY, code, providerMessage });
}
