import { createStatements } from '@/lib/platform/prepared';
import { createConfiguration } from '@/lib/platform/configuration';
import { NextRequest } from 'next/server';
import { pino } from 'pino';
import { afterAll, beforeEach } from 'vitest';
import { GET as activationCallback } from '@/app/api/authclients/hbdnakz/fzefdzs/route';
import { POST as activate } from '@/app/api/authclients/[id]/activate/route';
import { POST as testDraft } from '@/app/api/sso/connectors/test/route';
import { POST as testConnector } from '@/app/api/sso/connectors/[id]/test/route';
import { GET as signInCallback } from '@/app/api/sso/login/oauth/callback/route';
import { GET as signInStart } from '@/app/api/sso/login/[reference]/route';
import { defaultScopes } from '@/lib/integrations/crm/contract/manifest';
import { hubspotManifest } from '@/lib/integrations/crm/hubspot/manifest';
import { startSandbox } from '@/sandbox/server';
import { PASSWORD_TURNS } from '@/lib/domain/people/limits';
import { createProviders, type Providers } from '@/lib/integrations/crm/registry';
import { createIdentityProviders } from '@/lib/integrations/identity/registry';
import { createSealer } from '@/lib/platform/crypto';
import type { Db } from '@/lib/platform/db';
import { createProbe } from '@/lib/platform/probe';
import { createRateLimiter } from '@/lib/platform/rate-limit';
import { createTurns } from '@/lib/platform/turns';
import { createSharedPlaces } from '@/lib/platform/shared-places';
import { makeCtx, type Ctx, type UserActor } from '@/lib/services/context';
import { createMethod } from '@/lib/services/auth-methods/create-method';
import { createSession } from '@/lib/services/sessions/create-session';
import { readSession } from '@/lib/services/sessions/read-session';
import type { Deployment } from '@/lib/deployment';
import { sealSessionCookie } from '@/lib/web/auth';
import { createTestDatabase } from './database';

export const PUBLIC_URL = 'http://localhost:3220';
export const ACTIVATION_CALLBACK = '/api/authclients/hbdnakz/fzefdzs';
export const SIGN_IN_CALLBACK = '/api/sso/login/oauth/callback';

/** Portals and people of the sandbox's seed. */
export const LUMEN = { portalId: 146_201_877, name: 'Atelier Lumen', admin: 'admin@atelier-lumen.example' };
export const HARBOR = { portalId: 24_310_965, domain: 'harbor-supply.example', agent: 'dana@harbor-supply.example' };

interface RecordedCall {
  method: string;
  url: URL;
  body: string;
  headers: Headers;
}

export interface World {
  db: Db;
  deployment: Deployment;
  databaseUrl: string;
  /** Every count of every limit begins anew; done before each test. */
  resetLimits(): Promise<void>;
  /** What the product may not do. */
  asOwner: (sql: string) => Promise<void>;
  sandboxUrl: string;
  /** Every call to the provider since the last `forget`. */
  calls: {
    all(): RecordedCall[];
    tokenRequests(): RecordedCall[];
    forget(): void;
    /** What each call waits for before it leaves. */
    holdBack(until: (call: RecordedCall) => Promise<void>): void;
  };
  /** Identity providers of which more is known than they publish, by origin. */
  knowIssuers(issuers: NonNullable<Parameters<typeof createIdentityProviders>[0]['knownIssuers']>): void;
  /** Every line that was logged. */
  logs(): string;
  control<T>(method: string, path: string, body?: unknown): Promise<T>;
  app: { appId: number; clientId: string; clientSecret: string };
  administrator: Person;
  person(options?: {
    isAdministrator?: boolean;
    permissions?: string[];
    email?: string;
    connectorId?: string;
  }): Promise<Person>;
  ctx(actor?: Ctx['actor'], now?: () => Date): Ctx;
  method(): Promise<string>;
}

export interface Person {
  actor: UserActor;
  browser: Browser;
}

/**
 * A whole deployment in this process: a database of its own, the sandbox over HTTP, and the routes.
 * Call it once, at the top of a file: `const world = await startWorld();`
 * A provider limits what it sends to one account: with `accountSize`, it may send so many times as much as to HubSpot's
 * smallest, where the pace isn't what is tested.
 */
export async function startWorld({ accountSize = 1 } = {}): Promise<World> {
  const { db, url: databaseUrl, asOwner } = await createTestDatabase();
  const sandbox = await startSandbox({ port: 0, dataDir: null, makerUrl: PUBLIC_URL });
  const lines: string[] = [];
  const log = pino({ level: 'trace' }, { write: (line: string) => void lines.push(line) });
  let seen: RecordedCall[] = [];
  let heldUntil = async (_call: RecordedCall): Promise<void> => undefined;
  const recordingFetch: typeof fetch = async (input, init) => {
    const request = new Request(input, init);
    const call = {
      method: request.method,
      url: new URL(request.url),
      body: typeof init?.body === 'string' ? init.body : '',
      headers: request.headers,
    };
    seen.push(call);
    await heldUntil(call);
    return fetch(input, init);
  };
  const identityContext = { fetch: recordingFetch, now: () => new Date(), logger: log, allowsLoopback: true };
  const sharedPlaces = createSharedPlaces(databaseUrl, log);
  const probe = createProbe(databaseUrl);
  const deployment: Deployment = {
    db,
    statements: createStatements(databaseUrl),
    configuration: createConfiguration(db),
    sealer: createSealer([{ id: 'k1', key: Buffer.alloc(32, 7) }]),
    limits: createRateLimiter(databaseUrl),
    // Without rests, for which tests have no time.
    passwordTurns: {
      strangers: createTurns({ ...PASSWORD_TURNS.strangers, rest: 0, mostWaitMs: Infinity }),
      known: createTurns(PASSWORD_TURNS.known),
    },
    sharedPlaces,
    probe,
    listener: { subscribe: () => () => undefined, state: () => 'unused', close: async () => undefined },
    log,
    providers: takeTurns(
      Array.from({ length: accountSize }, () =>
        createProviders({
          hubspot: {
            apiUrl: sandbox.url,
            appUrl: sandbox.url,
            fetch: recordingFetch,
            now: () => new Date(),
            logger: log,
            ...(accountSize === 1 ? { sharedPlaces } : {}),
          },
        }),
      ),
    ),
    identityProviders: createIdentityProviders(identityContext),
    dataDir: process.cwd(),
    publicUrl: PUBLIC_URL,
    hubspotMode: 'sandbox',
    hubspotAppUrl: sandbox.url,
    defaultCountry: 'FR',
  };
  installDeployment(deployment, databaseUrl);
  /** Every count of every limit begins anew. */
  const resetLimits = async () => {
    await deployment.limits.close();
    deployment.limits = createRateLimiter(databaseUrl);
    await db.rateLimit.deleteMany();
    await db.passwordWait.deleteMany();
  };
  beforeEach(resetLimits);
  afterAll(async () => {
    await Promise.all([deployment.limits.close(), deployment.statements.close(), sharedPlaces.close(), probe.close()]);
    await sandbox.close();
  });

  async function control<T>(method: string, path: string, body?: unknown): Promise<T> {
    const response = await fetch(`${sandbox.url}/__sandbox${path}`, {
      method,
      body: body === undefined ? null : JSON.stringify(body),
    });
    if (!response.ok) throw new SandboxRefusal(response.status, await response.text());
    const text = await response.text();
    const answer: T = text === '' ? undefined : JSON.parse(text);
    return answer;
  }
  const app = await control<World['app']>('POST', '/apps', {
    redirectUrls: [PUBLIC_URL + ACTIVATION_CALLBACK, PUBLIC_URL + SIGN_IN_CALLBACK],
    scopes: defaultScopes(hubspotManifest, 'required'),
    optionalScopes: defaultScopes(hubspotManifest, 'optional'),
  });

  const ctx: World['ctx'] = (actor = { kind: 'anonymous' }, now = () => new Date()) =>
    makeCtx({
      actor,
      db,
      statements: deployment.statements,
      configuration: deployment.configuration,
      now,
      config: {
        publicUrl: PUBLIC_URL,
        hubspotMode: deployment.hubspotMode,
        hubspotAppUrl: deployment.hubspotAppUrl,
        defaultCountry: 'FR',
      },
      sealer: deployment.sealer,
      provider: (id) => deployment.providers.get(id),
      identityProvider: (id) => deployment.identityProviders.get(id),
      limits: deployment.limits,
      passwordTurns: deployment.passwordTurns,
      log,
      requestId: 'test',
      client: { ip: '192.0.2.1', userAgent: 'vitest' },
    });

  let people = 0;
  let methods = 0;
  const person: World['person'] = async ({ isAdministrator = false, permissions = [], email, connectorId } = {}) => {
    people += 1;
    const role = await db.role.create({ data: { name: `Role ${people}`, permissions } });
    const user = await db.user.create({
      data: {
        name: `Person ${people}`,
        email: email ?? `person-${people}@example.com`,
        isAdministrator,
        roleId: role.id,
        ssoConnectorId: connectorId ?? null,
      },
    });
    const { token } = await db.$transaction((tx) => createSession(ctx(), tx, { userId: user.id, connectorId: null }));
    const actor = await readSession(db, token, new Date());
    if (!actor) throw new Error('The session that was just made is not there');
    const browser = new Browser();
    const cookie = await sealSessionCookie(token);
    browser.cookies.set(cookie.name, cookie.value);
    return { actor, browser };
  };
  const administrator = await person({ isAdministrator: true });

  return {
    db,
    deployment,
    resetLimits,
    databaseUrl,
    asOwner,
    sandboxUrl: sandbox.url,
    calls: {
      all: () => seen,
      tokenRequests: () => seen.filter(({ url }) => /\/oauth\/[^/]+\/token$/.test(url.pathname)),
      forget: () => {
        seen = [];
      },
      holdBack: (until) => {
        heldUntil = until;
      },
    },
    knowIssuers: (knownIssuers) => {
      deployment.identityProviders = createIdentityProviders({ ...identityContext, knownIssuers });
    },
    logs: () => lines.join(''),
    control,
    app,
    administrator,
    person,
    ctx,
    async method() {
      methods += 1;
      const { id } = await createMethod(ctx(administrator.actor), {
        name: `HubSpot ${methods}`,
        provider: 'hubspot',
        environment: String(app.appId),
        clientId: app.clientId,
        clientSecret: app.clientSecret,
        requiredScopes: defaultScopes(hubspotManifest, 'required'),
        optionalScopes: defaultScopes(hubspotManifest, 'optional'),
      });
      return id;
    },
  };
}

function takeTurns(all: readonly Providers[]): Providers {
  let turn = 0;
  return {
    get(id) {
      turn += 1;
      const providers = all[turn % all.length];
      if (!providers) throw new Error('A world has at least one set of providers');
      return providers.get(id);
    },
  };
}

export class SandboxRefusal extends Error {
  constructor(
    readonly status: number,
    readonly body: string,
  ) {
    super(`The sandbox answered ${status}: ${body}`);
  }
}

/** The routes find the deployment where the process keeps it. */
function installDeployment(deployment: Deployment, databaseUrl: string): void {
  Object.assign(globalThis, { makerDeployment: deployment });
  Object.assign(process.env, {
    PUBLIC_URL,
    DATABASE_URL: databaseUrl,
    HUBSPOT: 'sandbox',
    ENCRYPTION_KEYS: `k1:${Buffer.alloc(32, 7).toString('base64')}`,
    SESSION_SECRET: 'a-session-secret-for-tests-of-this-file-alone',
  });
}

const ROUTES: { pattern: RegExp; names: string[]; handler: typeof activate }[] = [
  { pattern: /^\/api\/authclients\/hbdnakz\/fzefdzs$/, names: [], handler: activationCallback },
  { pattern: /^\/api\/authclients\/([^/]+)\/activate$/, names: ['id'], handler: activate },
  { pattern: /^\/api\/sso\/connectors\/test$/, names: [], handler: testDraft },
  { pattern: /^\/api\/sso\/connectors\/([^/]+)\/test$/, names: ['id'], handler: testConnector },
  { pattern: /^\/api\/sso\/login\/oauth\/callback$/, names: [], handler: signInCallback },
  { pattern: /^\/api\/sso\/login\/([^/]+)$/, names: ['reference'], handler: signInStart },
];

export interface BrowserOptions {
  headers?: Record<string, string>;
  ip?: string;
}

/** A minimal browser for our routes: stores cookies and doesn't follow redirects. With a port, over real HTTP. */
export class Browser {
  readonly cookies = new Map<string, string>();

  constructor(readonly port: number | null = null) {}

  /** Another browser with the same cookies, as if stolen. */
  copy(): Browser {
    const copy = new Browser(this.port);
    for (const [name, value] of this.cookies) copy.cookies.set(name, value);
    return copy;
  }

  get(address: string, options: BrowserOptions = {}): Promise<Response> {
    return this.#send('GET', address, undefined, options);
  }

  post(address: string, body: unknown = {}, options: BrowserOptions = {}): Promise<Response> {
    return this.#send('POST', address, body, options);
  }

  async #send(
    method: 'GET' | 'POST',
    address: string,
    body: unknown,
    { headers = {}, ip = '192.0.2.1' }: BrowserOptions,
  ): Promise<Response> {
    const url = new URL(address, PUBLIC_URL);
    const init = {
      method,
      headers: {
        cookie: [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; '),
        // Our server closes a connection after five idle seconds, which a request must not meet.
        ...(this.port === null ? {} : { connection: 'close' }),
        [this.port === null ? 'x-maker-client-ip' : 'x-forwarded-for']: ip,
        ...(method === 'POST'
          ? { 'content-type': 'application/json', origin: PUBLIC_URL, 'sec-fetch-site': 'same-origin' }
          : {}),
        ...headers,
      },
      ...(method === 'POST' ? { body: JSON.stringify(body) } : {}),
    };
    const response = await (this.port === null
      ? callHandler(url, init)
      : fetch(`http://127.0.0.1:${this.port}${url.pathname}${url.search}`, { ...init, redirect: 'manual' }));
    for (const line of response.headers.getSetCookie()) this.#keep(line);
    return response;
  }

  #keep(line: string): void {
    const [pair = '', ...attributes] = line.split(/;\s*/);
    const name = pair.slice(0, pair.indexOf('='));
    const value = pair.slice(name.length + 1);
    if (value === '' || attributes.some((attribute) => /^max-age=0$/i.test(attribute))) this.cookies.delete(name);
    else this.cookies.set(name, value);
  }
}

function callHandler(
  url: URL,
  init: { method: string; headers: Record<string, string>; body?: string },
): Promise<Response> {
  const route = ROUTES.find(({ pattern }) => pattern.test(url.pathname));
  const values = route?.pattern.exec(url.pathname)?.slice(1) ?? [];
  if (!route) throw new Error(`The test knows no route at ${url.pathname}`);
  const params = Object.fromEntries(route.names.map((name, index) => [name, values[index]]));
  return route.handler(new NextRequest(url, init), { params: Promise.resolve(params) });
}

export interface ActivationFlow {
  transactionId: string;
  authorizeUrl: string;
  /** Where the provider sent the browser back to, with code or error and state. */
  location: string;
  state: string;
}

interface Consent {
  email?: string;
  portalId?: number;
  decision?: 'connect' | 'cancel';
}

/** Start of an activation and consent at the provider, up to the address that the browser comes back with. */
export async function startActivationFlow(
  world: World,
  methodId: string,
  consent: Consent = {},
  person = world.administrator,
): Promise<ActivationFlow> {
  const response = await person.browser.post(`/api/authclients/${methodId}/activate`);
  const body: { transactionId: string; authorizeUrl: string } = await response.json();
  return {
    ...body,
    ...(await consentTo(world, body.authorizeUrl, { email: LUMEN.admin, portalId: LUMEN.portalId, ...consent })),
  };
}

export async function startSignInFlow(
  world: World,
  reference: string,
  browser: Browser,
  consent: Consent & { email: string },
): Promise<ActivationFlow> {
  const response = await browser.get(`/api/sso/login/${reference}`);
  const authorizeUrl = response.headers.get('location') ?? '';
  return { transactionId: '', authorizeUrl, ...(await consentTo(world, authorizeUrl, consent)) };
}

async function consentTo(world: World, url: string, consent: Consent): Promise<{ location: string; state: string }> {
  const { location } = await world.control<{ location: string }>('POST', '/consent', { url, ...consent });
  return { location, state: new URL(location).searchParams.get('state') ?? '' };
}

/** The method enabled in the portal of the sandbox's first account. */
export async function activatedMethod(world: World): Promise<string> {
  const methodId = await world.method();
  const flow = await startActivationFlow(world, methodId);
  await world.administrator.browser.get(flow.location);
  return methodId;
}
