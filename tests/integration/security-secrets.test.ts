import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { TOTP } from 'otpauth';
import { z } from 'zod';
import { confirmEnrolment } from '@/lib/services/second-factor/confirm-enrolment';
import { startEnrolment } from '@/lib/services/second-factor/start-enrolment';
import { createSealer } from '@/lib/platform/crypto';
import { createApiKey } from '@/lib/services/api-keys/create-api-key';
import { editMethod } from '@/lib/services/auth-methods/edit-method';
import { getAccessToken } from '@/lib/services/connections/get-access-token';
import { readMethod } from '@/lib/services/auth-methods/queries';
import { checkReadiness } from '@/lib/services/health/check-readiness';
import { receiveInteraction } from '@/lib/services/interactions/receive-interaction';
import { signInWithPassword } from '@/lib/services/sessions/sign-in-with-password';
import { changeOwnPassword } from '@/lib/services/users/change-own-password';
import { choosePassword } from '@/lib/services/users/choose-password';
import { createUserLink } from '@/lib/services/users/create-user-link';
import { setUpAdministrator } from '@/lib/services/users/set-up-administrator';
import { createSetUpLink } from '@/lib/services/users/create-set-up-link';
import { configureArticle } from '../support/article-world';
import { Browser, LUMEN, startWorld, startActivationFlow, startSignInFlow } from '../support/connect-world';
import { takeWorkAfterAnswers } from '../support/after-answer';
import { callRoute, routes } from '../support/route-walk';

// S-21, S-23, S-24, S-25: what is secret stands nowhere, whatever was done with it.
takeWorkAfterAnswers();

const world = await startWorld();
const CANARIES = new Map<string, string>();
const answers: string[] = [];
beforeEach(async () => {
  await world.db.rateLimit.deleteMany();
});

function canary(name: string, value: string): string {
  expect(value.length, name).toBeGreaterThan(11);
  CANARIES.set(name, value);
  return value;
}

/** Every secret that the product knows is made once, used once, and remembered here to be looked for. */
beforeAll(async () => {
  const ctx = world.ctx(world.administrator.actor);
  const article = await configureArticle(world);
  canary('client secret', world.app.clientSecret);

  const refused = canary('client secret that was refused', 'canary-5e1f-wrong-client-secret');
  const { version, name, environment, clientId, requiredScopes, optionalScopes } = await readMethod(ctx, {
    id: article.methodId,
  });
  await editMethod(ctx, {
    id: article.methodId,
    version,
    name,
    environment,
    clientId,
    requiredScopes,
    optionalScopes,
    clientSecret: refused,
  });
  const failed = await startActivationFlow(world, article.methodId);
  await world.administrator.browser.get(failed.location);
  const again = await readMethod(ctx, { id: article.methodId });
  await editMethod(ctx, {
    id: article.methodId,
    version: again.version,
    name,
    environment,
    clientId,
    requiredScopes,
    optionalScopes,
    clientSecret: world.app.clientSecret,
  });

  world.calls.forget();
  const flow = await startActivationFlow(world, article.methodId);
  for (const [cookie, value] of world.administrator.browser.cookies) canary(`cookie ${cookie}`, value);
  await world.administrator.browser.get(flow.location);
  canary('state of an activation', flow.state);
  canary('code of an activation', new URL(flow.location).searchParams.get('code') ?? '');
  canary('PKCE verifier', new URLSearchParams(world.calls.tokenRequests()[0]?.body).get('code_verifier') ?? '');
  const first = await getAccessToken(ctx, { authMethodId: article.methodId });
  canary('access token', first.accessToken);
  canary(
    'access token after a refresh',
    (await getAccessToken(ctx, { authMethodId: article.methodId, rejectedVersion: first.tokenVersion })).accessToken,
  );
  canary('refresh token', new URLSearchParams(world.calls.tokenRequests().at(-1)?.body).get('refresh_token') ?? '');

  const connector = await world.db.ssoConnector.create({
    data: { name: 'HubSpot', reference: 'hubspot', authMethodId: article.methodId },
  });
  await world.person({ email: LUMEN.admin, connectorId: connector.id });
  const browser = new Browser();
  world.calls.forget();
  const signIn = await startSignInFlow(world, 'hubspot', browser, { email: LUMEN.admin, portalId: LUMEN.portalId });
  await browser.get(signIn.location);
  canary('state of a sign-in', signIn.state);
  canary('code of a sign-in', new URL(signIn.location).searchParams.get('code') ?? '');
  canary('session cookie', browser.cookies.get('maker.session') ?? '');
  canary(
    'access token of a sign-in',
    new URLSearchParams(world.calls.all().find(({ url }) => url.pathname.endsWith('/introspect'))?.body).get('token') ??
      '',
  );

  const { url } = await createUserLink(ctx, { id: article.agent.actor.userId });
  const link = canary('set-up link', new URL(url).searchParams.get('token') ?? '');
  const password = canary('password', 'canary-7c2a correct horse');
  await choosePassword(world.ctx(), { token: link, password });
  await signInWithPassword(world.ctx(), {
    email: article.agent.actor.email,
    password: canary('wrong password', 'canary-1d9b wrong horse'),
  });
  const signedIn = await signInWithPassword(world.ctx(), { email: article.agent.actor.email, password });
  if (signedIn.kind !== 'signed-in') throw new Error('The password is not taken');
  canary('session token', signedIn.token);
  const { id: sessionId } = await world.db.session.findFirstOrThrow({
    where: { userId: article.agent.actor.userId, revokedAt: null },
  });
  const own = world.ctx({ ...article.agent.actor, sessionId });
  await changeOwnPassword(own, {
    currentPassword: password,
    password: canary('new password', 'canary-3f8e battery staple'),
  });
  const app = await startEnrolment(own, { by: 'session' }, { kind: 'totp' });
  if (app.kind !== 'totp') throw new Error('not an app');
  const code = new TOTP({ secret: canary('key of an authenticator app', app.setUpKey) }).generate();
  const enrolment = { kind: 'totp', ticket: canary('ticket', app.ticket), name: 'Phone', code } as const;
  const { recoveryCodes } = await confirmEnrolment(own, { by: 'session' }, enrolment);
  for (const recoveryCode of recoveryCodes ?? []) {
    canary(`recovery code ${recoveryCode}`, recoveryCode);
    canary(`recovery code ${recoveryCode} without hyphens`, recoveryCode.replaceAll('-', ''));
  }
  const { value: setUp } = await world.db.$transaction((tx) => createSetUpLink(world.ctx(), tx));
  await setUpAdministrator(world.ctx(), {
    token: canary('link to the set-up', new URL(setUp.url).searchParams.get('token') ?? ''),
    name: 'A',
    email: 'a@example.com',
    password: canary('password at the set-up', 'canary-9a4c first horse'),
    language: 'en',
  }).catch(() => undefined);
  canary('API key', (await createApiKey(ctx, { name: 'Telephones', scopes: ['interactions.write'] })).key);
  await receiveInteraction(article.telephone, article.event({ customer: { number: '+33199000041' } }));
  await receiveInteraction(article.telephone, article.event({ type: 'accepted' }));
  await receiveInteraction(article.telephone, article.event({ type: 'ended' }));
  await article.work();

  // Every reading route, for one of everything there is.
  const entities = [
    world.db.user,
    world.db.role,
    world.db.profile,
    world.db.authMethod,
    world.db.ssoConnector,
    world.db.crm,
    world.db.interaction,
    world.db.oAuthTransaction,
  ];
  const ids: string[] = [];
  for (const table of entities) {
    // Each of these tables has an id; what else a row has is not looked at.
    const rows = await (table.findMany as (query: object) => Promise<{ id: string }[]>)({
      select: { id: true },
      take: 3,
    });
    ids.push(...rows.map(({ id }) => id));
  }
  for (const route of routes.filter(({ definition }) => definition.method === 'GET')) {
    if (route.definition.path.includes('stream') || route.definition.path.includes('/schema')) continue;
    for (const id of route.definition.path.includes('{') ? ids : ['']) {
      const response = await callRoute(route, {
        browser: world.administrator.browser,
        params: { id, transactionId: id },
      });
      answers.push(`${route.name} ${JSON.stringify([...response.headers])} ${await response.text()}`);
    }
  }
}, 120_000);

async function dump(): Promise<string> {
  const tables = await world.db.$queryRaw<{ name: string }[]>`
    SELECT quote_ident(table_schema) || '.' || quote_ident(table_name) AS name FROM information_schema.tables
    WHERE table_schema NOT IN ('pg_catalog', 'information_schema') AND table_type = 'BASE TABLE'`;
  const rows: string[] = [];
  for (const { name } of tables)
    rows.push(
      `${name} ${JSON.stringify(await world.db.$queryRawUnsafe(`SELECT row_to_json(t)::text AS row FROM ${name} t`))}`,
    );
  return rows.join('\n');
}

describe('S-24: the planted secrets', () => {
  it('are many, and all were really used', async () => {
    expect(CANARIES.size).toBeGreaterThan(18);
    const whole = await dump();
    for (const trace of [world.app.clientId, 'maker_', '_private_jobs', LUMEN.admin, 'activation-refused'])
      expect(whole).toContain(trace);
    expect(world.logs().split('\n').length).toBeGreaterThan(20);
    expect(answers.length).toBeGreaterThan(100);
  });

  it('appear in no database table, including jobs', async () => {
    const whole = await dump();
    expect([...CANARIES].filter(([, secret]) => whole.includes(secret)).map(([name]) => name)).toEqual([]);
  });

  it('appear in no log line', () => {
    expect([...CANARIES].filter(([, secret]) => world.logs().includes(secret)).map(([name]) => name)).toEqual([]);
  });

  it('appear in no response to a GET', () => {
    const leaks = [...CANARIES].flatMap(([name, secret]) =>
      answers.filter((answer) => answer.includes(secret)).map((answer) => `${name}: ${answer.slice(0, 80)}`),
    );
    expect(leaks).toEqual([]);
  });
});

describe('S-23: secrets can be set but never read', () => {
  /** What may bear such a name: whether, when and by whom it was set, until when it is good, or how many were wrong. */
  const ALLOWED = new Set([
    'GET /api/users failedPasswords',
    'GET /api/users/{id} failedPasswords',
    'GET /api/authclients/{id} clientSecret',
    'GET /api/authclients/{id} token',
    'GET /api/sso/connectors/{id} secretSetAt',
    // The end of the chain, which is written down elsewhere: a digest of entries that its reader may read.
    'POST /api/history/verification hash',
  ]);

  it.each(routes.filter(({ definition }) => definition.response))('$name', ({ name, definition: { response } }) => {
    if (!response) return;
    const described = JSON.stringify(z.toJSONSchema(response, { io: 'output', unrepresentable: 'any' }));
    const names = [...described.matchAll(/"([A-Za-z]+)":\{/g)].map(([, property]) => property ?? '');
    const secretive = names.filter(
      (property) =>
        /secret|password|token|hash|verifier|sealed|pending|cookie/i.test(property) && !/^has[A-Z]/.test(property),
    );
    expect(secretive.filter((property) => !ALLOWED.has(`${name} ${property}`))).toEqual([]);
  });

  it('an edit without a secret keeps it; a new App ID or Client ID requires it again', async () => {
    const ctx = world.ctx(world.administrator.actor);
    const id = await world.method();
    const before = await world.db.authMethod.findUniqueOrThrow({ where: { id } });
    const form = {
      id,
      name: before.name,
      environment: before.environment,
      clientId: before.clientId,
      requiredScopes: before.requiredScopes,
      optionalScopes: before.optionalScopes,
    };
    await editMethod(ctx, { ...form, name: 'Renamed', version: before.version, clientSecret: '' });
    const after = await world.db.authMethod.findUniqueOrThrow({ where: { id } });
    expect(after.clientSecret).toBe(before.clientSecret);
    const refusal = { code: 'INVALID_INPUT', fields: { clientSecret: { key: 'secret_again' } } };
    await expect(editMethod(ctx, { ...form, environment: '4711', version: after.version })).rejects.toMatchObject(
      refusal,
    );
    await expect(
      editMethod(ctx, { ...form, clientId: crypto.randomUUID(), version: after.version }),
    ).rejects.toMatchObject(refusal);
  });
});

describe('S-21: without the right key nothing works and nothing is written', () => {
  it("a key that can't decrypt stored data makes the Maker not ready", async () => {
    expect(await checkReadiness(world.deployment)).toMatchObject({
      status: 'limited',
      keys: 'ok',
    });
    const before = await dump();
    const stranger = createSealer([{ id: 'k1', key: Buffer.alloc(32, 9) }]);
    expect(await checkReadiness({ ...world.deployment, sealer: stranger })).toMatchObject({
      status: 'failed',
      keys: 'failed',
    });
    expect(
      await checkReadiness({
        ...world.deployment,
        sealer: createSealer([{ id: 'k2', key: Buffer.alloc(32, 7) }]),
      }),
    ).toMatchObject({ status: 'failed', keys: 'failed' });
    expect(await dump()).toBe(before);
  });

  it('a new current key beside the old one works', async () => {
    const rotated = createSealer([
      { id: 'k2', key: Buffer.alloc(32, 9) },
      { id: 'k1', key: Buffer.alloc(32, 7) },
    ]);
    expect(await checkReadiness({ ...world.deployment, sealer: rotated })).toMatchObject({ keys: 'ok' });
  });
});
