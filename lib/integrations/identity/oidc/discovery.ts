import {
  allowInsecureRequests,
  ClientSecretBasic,
  ClientSecretPost,
  Configuration,
  customFetch,
  discovery,
} from 'openid-client';
import { z } from 'zod';
import { ProviderError } from '../../provider-error';
import { parseShape } from '../../http';
import type { DiscoveredIssuer, IdentityClient, IdentityContext } from '../contract';
import { asProviderError } from './errors';
import { createSend } from './send';
import { originsOf } from './vendors';

const OPERATION = 'oidc discovery';
const KEPT_MS = 5 * 60_000;
const MOST_KEPT = 100;

/** Signatures that only the provider's own key can make. `none` and those by a shared secret are never accepted. */
const ALGORITHMS: readonly string[] = [
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'ES512',
  'EdDSA',
  'Ed25519',
];

const list = z.array(z.string().max(200)).max(200);
const address = z.url().max(2000);
/** Only what is relied on: the rest of the metadata is dropped. */
const metadataSchema = z.object({
  issuer: z.string().max(2000),
  authorization_endpoint: address,
  token_endpoint: address,
  jwks_uri: address,
  userinfo_endpoint: address.optional(),
  id_token_signing_alg_values_supported: list.default(['RS256']),
  token_endpoint_auth_methods_supported: list.default(['client_secret_basic']),
  code_challenge_methods_supported: list.optional(),
  authorization_response_iss_parameter_supported: z.boolean().default(false),
});
type Metadata = z.output<typeof metadataSchema>;

/** What an issuer publishes, read once in five minutes by a process. Failures are not kept. */
export function createDiscovery(context: IdentityContext): (issuer: string) => Promise<DiscoveredIssuer> {
  const kept = new Map<string, { discovered: Promise<DiscoveredIssuer>; until: number }>();
  return async (issuer) => {
    const now = context.now().getTime();
    const known = kept.get(issuer);
    if (known && known.until > now) return known.discovered;
    const discovered = read(context, issuer);
    if (kept.size >= MOST_KEPT) kept.clear();
    kept.set(issuer, { discovered, until: now + KEPT_MS });
    try {
      return await discovered;
    } catch (error) {
      kept.delete(issuer);
      throw error;
    }
  };
}

async function read(context: IdentityContext, issuer: string): Promise<DiscoveredIssuer> {
  const isPlain = new URL(issuer).protocol === 'http:';
  if (isPlain && !context.allowsLoopback) throw problem('HTTPS_REQUIRED');
  let published: unknown;
  try {
    // The client plays no part in discovery.
    const configuration = await discovery(new URL(issuer), 'discovery', undefined, undefined, {
      [customFetch]: createSend(context, [new URL(issuer).origin], () => OPERATION),
      ...(isPlain ? { execute: [allowInsecureRequests] } : {}),
    });
    published = { ...configuration.serverMetadata() };
  } catch (error) {
    throw asProviderError(error, OPERATION);
  }
  const metadata = parseShape(published, metadataSchema, (where) => problem('UNEXPECTED_SHAPE', where));
  return {
    issuer: metadata.issuer,
    metadata: checked(issuer, metadata, originsOf(context, issuer)),
    namesItself: metadata.authorization_response_iss_parameter_supported,
  };
}

/** What the library tolerates for some vendors, or leaves to its caller. */
function checked(issuer: string, metadata: Metadata, origins: readonly string[]): Metadata {
  const isTheirs = (url: string) => origins.includes(new URL(url).origin);
  if (new URL(metadata.issuer).href !== new URL(issuer).href) throw problem('ISSUER_MISMATCH', metadata.issuer);
  for (const name of ['authorization_endpoint', 'token_endpoint', 'jwks_uri'] as const) {
    if (!isTheirs(metadata[name])) throw problem('ENDPOINT_ELSEWHERE', name);
  }
  const algorithms = metadata.id_token_signing_alg_values_supported.filter((name) => ALGORITHMS.includes(name));
  if (algorithms.length === 0) throw problem('ALGORITHMS_UNSUPPORTED');
  if (metadata.code_challenge_methods_supported?.includes('S256') === false) throw problem('PKCE_UNSUPPORTED');
  const isElsewhere = metadata.userinfo_endpoint !== undefined && !isTheirs(metadata.userinfo_endpoint);
  return {
    ...metadata,
    id_token_signing_alg_values_supported: algorithms,
    // Left out rather than refused: the ID token may say everything.
    userinfo_endpoint: isElsewhere ? undefined : metadata.userinfo_endpoint,
  };
}

/** Only `read` makes a `DiscoveredIssuer`, with metadata of this shape. */
export function metadataOf(issuer: DiscoveredIssuer): Metadata {
  return metadataSchema.parse(issuer.metadata);
}

/** The library's configuration for one client at one issuer. */
export function configurationFor(issuer: DiscoveredIssuer, client: IdentityClient): Configuration {
  const metadata = metadataOf(issuer);
  const methods = metadata.token_endpoint_auth_methods_supported;
  const isBasic = methods.includes('client_secret_basic');
  if (!isBasic && !methods.includes('client_secret_post')) throw problem('CLIENT_AUTH_UNSUPPORTED');
  return new Configuration(
    metadata,
    client.clientId,
    { client_secret: client.clientSecret },
    isBasic ? ClientSecretBasic(client.clientSecret) : ClientSecretPost(client.clientSecret),
  );
}

function problem(code: string, providerMessage?: string): ProviderError {
  return new ProviderError('invalid_response', { operation: OPERATION, code, providerMessage });
}
