import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import { generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import Provider, { type Configuration, type JWK } from 'oidc-provider';
import { z } from 'zod';
import type { SsoConnectorInput } from '@/lib/domain/people/sso';

export type OidcSettings = NonNullable<SsoConnectorInput['oidc']>;

interface TestAccount {
  sub: string;
  email?: string;
  email_verified?: boolean;
  groups?: string[];
  /** Of Google: the organisation whose account it is. */
  hd?: string;
  /** Of Entra ID: the owner of the address's domain was verified. */
  xms_edov?: boolean | string | number;
}

/** What the provider is told to do wrong. Everything it does otherwise is `oidc-provider`'s own doing. */
export interface Misbehaviour {
  /** Another ID token, signed with `key` (its own by default), or not at all. */
  idToken?: (claims: Record<string, unknown>) => {
    claims: Record<string, unknown>;
    alg?: 'RS256' | 'none';
    key?: KeyObject;
  };
  /** Another answer at a path, instead of the real one. */
  answer?: (path: string) => { status: number; body?: unknown; headers?: Record<string, string> } | undefined;
}

export interface IdentityProviderServer {
  issuer: string;
  /** The origin of its other host, where it has one. */
  secondHost: string | null;
  clientId: string;
  clientSecret: string;
  /** Another client of the same provider. */
  otherClientId: string;
  accounts: Map<string, TestAccount>;
  misbehave(how: Misbehaviour): void;
  /** Signs with another key from now on, and publishes it. */
  rotateKey(): Promise<void>;
  /** What a person does in a browser: signs in as `sub`, or refuses. Answers where the browser is sent back to. */
  consent(authorizeUrl: string, sub: string | null): Promise<string>;
  close(): Promise<void>;
}

/** How some vendors differ from what the library does by itself. */
interface Likeness {
  /** The issuer's path, as where it names a tenant. */
  path?: string;
  /** Token, keys and userinfo are on another host. */
  hasSecondHost?: boolean;
  /** The ID token says what the scopes ask for, also where there is a userinfo endpoint. */
  hasClaimsInToken?: boolean;
  /** Other values of what it publishes about itself; undefined leaves one out. */
  published?: Record<string, unknown>;
}

/** A real OpenID Connect provider on this machine, by the library `oidc-provider`. */
export async function startIdentityProvider(
  redirectUris: string[],
  port = 0,
  { path: ownPath = '', hasSecondHost = false, hasClaimsInToken = false, published = {} }: Likeness = {},
): Promise<IdentityProviderServer> {
  const accounts = new Map<string, TestAccount>();
  let misbehaviour: Misbehaviour = {};
  let generation = 1;
  let key = newKey(generation);
  let handle: (request: IncomingMessage, response: ServerResponse) => void = () => undefined;
  const server = await listen((request, response) => handle(request, response), port);
  const second = hasSecondHost ? await listen((request, response) => handle(request, response), 0) : null;
  const issuer = server.origin + ownPath;

  const start = () => {
    const provider = new Provider(
      issuer,
      configuration({ redirectUris, accounts, jwk: key.jwk, ownPath, hasClaimsInToken }),
    );
    const callback = provider.callback();
    handle = (request, response) => {
      // As it is mounted by whoever serves it below a path.
      Object.assign(request, { originalUrl: request.url, url: request.url?.replace(ownPath, '') });
      const path = new URL(request.url ?? '/', issuer).pathname;
      const other = misbehaviour.answer?.(path);
      if (other) {
        response.writeHead(other.status, { 'content-type': 'application/json', ...other.headers });
        response.end(other.body === undefined ? '' : JSON.stringify(other.body));
        return;
      }
      if (path.startsWith('/interaction/')) {
        void interact(provider, request, response).catch((error: unknown) => {
          response.writeHead(500);
          response.end(String(error));
        });
        return;
      }
      if (path === '/token') rewriteTokens(response, () => misbehaviour, key.privateKey);
      if (path === '/.well-known/openid-configuration')
        rewrite(response, (document) => ({ ...moved(document, server.origin, second?.origin), ...published }));
      void callback(request, response);
    };
  };
  start();

  return {
    issuer,
    secondHost: second?.origin ?? null,
    clientId: CLIENT.id,
    clientSecret: CLIENT.secret,
    otherClientId: OTHER_CLIENT.id,
    accounts,
    misbehave: (how) => {
      misbehaviour = how;
    },
    rotateKey: async () => {
      generation += 1;
      key = newKey(generation);
      start();
    },
    consent: (authorizeUrl, sub) => consent(issuer, authorizeUrl, sub),
    close: async () => {
      await Promise.all([server.close(), second?.close()]);
    },
  };
}

async function listen(handle: RequestListener, port: number): Promise<{ origin: string; close(): Promise<void> }> {
  const server = createServer(handle);
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The provider has no port');
  return {
    origin: `http://127.0.0.1:${address.port}`,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

/** What its clients ask without a browser, on the other host. */
function moved(document: Record<string, unknown>, from: string, to = from): Record<string, unknown> {
  const names = ['token_endpoint', 'jwks_uri', 'userinfo_endpoint'];
  return {
    ...document,
    ...Object.fromEntries(names.map((name) => [name, String(document[name]).replace(from, to)])),
  };
}

const CLIENT = { id: 'maker', secret: 'a-client-secret-of-the-maker-for-tests' };
const OTHER_CLIENT = { id: 'somebody-else', secret: 'a-client-secret-of-somebody-else' };

function newKey(generation: number): { jwk: JWK; privateKey: KeyObject } {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const jwk: JWK = {
    kty: 'RSA',
    ...privateKey.export({ format: 'jwk' }),
    kid: `key-${generation}`,
    use: 'sig',
    alg: 'RS256',
  };
  return { jwk, privateKey };
}

function configuration(given: {
  redirectUris: string[];
  accounts: Map<string, TestAccount>;
  jwk: JWK;
  ownPath: string;
  hasClaimsInToken: boolean;
}): Configuration {
  const { redirectUris, accounts, jwk, ownPath, hasClaimsInToken } = given;
  const client = ({ id, secret }: typeof CLIENT) => ({
    client_id: id,
    client_secret: secret,
    redirect_uris: redirectUris,
    grant_types: ['authorization_code'],
    response_types: ['code' as const],
  });
  return {
    clients: [client(CLIENT), client(OTHER_CLIENT)],
    jwks: { keys: [jwk] },
    conformIdTokenClaims: !hasClaimsInToken,
    cookies: { keys: ['a-key-for-the-cookies-of-the-test-provider'] },
    claims: {
      openid: ['sub'],
      email: ['email', 'email_verified', 'hd', 'xms_edov'],
      profile: ['name'],
      groups: ['groups'],
    },
    scopes: ['openid', 'email', 'profile', 'groups'],
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_ctx, interaction) => `${ownPath}/interaction/${interaction.uid}` },
    pkce: { required: () => true },
    findAccount: (_ctx, sub) => {
      const account = accounts.get(sub);
      return account && { accountId: sub, claims: () => ({ name: sub, ...account }) };
    },
    // Nobody is asked for consent: signing in is enough.
    loadExistingGrant: async (ctx) => {
      const grant = new ctx.oidc.provider.Grant({
        clientId: ctx.oidc.client?.clientId ?? '',
        accountId: ctx.oidc.session?.accountId ?? '',
      });
      grant.addOIDCScope('openid email profile groups');
      await grant.save();
      return grant;
    },
    ttl: { AccessToken: 600, AuthorizationCode: 60, IdToken: 600, Interaction: 600, Session: 600, Grant: 600 },
  };
}

/** A page with one field for who signs in, and a button to refuse. */
async function interact(provider: Provider, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (request.method !== 'POST') {
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
    response.end(
      '<!doctype html><html lang="en"><title>Identity provider</title><main><h1>Sign in at the identity provider</h1>' +
        '<form method="post"><label>Subject <input name="sub"></label> <button>Continue</button> ' +
        '<button name="refuse" value="1">Refuse</button></form></main></html>',
    );
    return;
  }
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  const form = new URLSearchParams(Buffer.concat(chunks).toString('utf8'));
  const sub = form.get('sub') ?? '';
  const result =
    form.has('refuse') || sub === ''
      ? { error: 'access_denied', error_description: 'The person refused' }
      : { login: { accountId: sub } };
  await provider.interactionFinished(request, response, result);
}

const tokensSchema = z.looseObject({ id_token: z.string() });
const claimsSchema = z.record(z.string(), z.unknown());

/** Replaces the ID token in the answer that is about to leave. */
function rewriteTokens(response: ServerResponse, misbehaviour: () => Misbehaviour, own: KeyObject): void {
  rewrite(response, (answer) => {
    const change = misbehaviour().idToken;
    const tokens = change ? tokensSchema.safeParse(answer) : null;
    if (!change || !tokens?.success) return answer;
    const [head = '', payload = ''] = tokens.data.id_token.split('.');
    const { claims, alg = 'RS256', key = own } = change(claimsSchema.parse(decode(payload)));
    const header = encode({ ...claimsSchema.parse(decode(head)), alg });
    const signed = `${header}.${encode(claims)}`;
    const signature = alg === 'none' ? '' : sign('sha256', Buffer.from(signed), key).toString('base64url');
    return { ...tokens.data, id_token: `${signed}.${signature}` };
  });
}

/** Replaces the JSON that is about to leave. */
function rewrite(response: ServerResponse, change: (answer: Record<string, unknown>) => Record<string, unknown>): void {
  const end = response.end.bind(response);
  Object.assign(response, {
    end: (body?: unknown) => {
      const text = Buffer.isBuffer(body) || typeof body === 'string' ? body.toString() : '';
      if (!text.startsWith('{')) return end(text);
      const changed = JSON.stringify(change(claimsSchema.parse(JSON.parse(text))));
      response.setHeader('content-length', Buffer.byteLength(changed));
      return end(changed);
    },
  });
}

function encode(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

function decode(part: string): unknown {
  return JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
}

/** A browser at the provider: keeps its cookies, follows its redirects, and stops where it would leave. */
async function consent(issuer: string, authorizeUrl: string, sub: string | null): Promise<string> {
  const cookies = new Map<string, string>();
  let url = authorizeUrl;
  let form: URLSearchParams | null = null;
  for (let step = 0; step < 10; step += 1) {
    const response: Response = await fetch(url, {
      method: form ? 'POST' : 'GET',
      body: form,
      redirect: 'manual',
      headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
    });
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      cookies.set(name, value);
    }
    form = null;
    const location = response.headers.get('location');
    if (location === null) {
      if (!new URL(url).pathname.includes('/interaction/'))
        throw new Error(`The provider stays at ${url}: ${response.status} ${await response.text()}`);
      form = new URLSearchParams(sub === null ? { refuse: '1' } : { sub });
      continue;
    }
    url = new URL(location, url).href;
    if (!url.startsWith(`${issuer}/`)) return url;
  }
  throw new Error('The provider never sent the browser back');
}

/** A connector's settings for it, as an administrator would enter them. */
export function oidcSettings(
  { issuer, clientId, clientSecret }: Pick<IdentityProviderServer, 'issuer' | 'clientId' | 'clientSecret'>,
  change: Partial<OidcSettings> = {},
): OidcSettings {
  return {
    issuer,
    clientId,
    clientSecret,
    scopes: ['openid', 'email', 'profile'],
    groupsClaim: '',
    groupRoles: [],
    acceptsUnverifiedEmail: false,
    administratorsMaySignIn: false,
    admitsWithoutGroup: false,
    ...change,
  };
}
