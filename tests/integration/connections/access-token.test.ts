import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ProviderError } from '@/lib/integrations/provider-error';
import type { Provider } from '@/lib/integrations/crm/contract/provider';
import { createDb } from '@/lib/platform/db';
import { getAccessToken } from '@/lib/services/connections/get-access-token';
import { readMethod } from '@/lib/services/auth-methods/queries';
import { testConnection } from '@/lib/services/auth-methods/test-connection';
import { withAccess } from '@/lib/services/connections/with-access';
import { deriveCtx, type Ctx } from '@/lib/services/context';
import { sealClientSecret } from '@/lib/services/oauth/seal-client-secret';
import { activatedMethod, startWorld, startActivationFlow } from '../../support/connect-world';
import { programOf } from '../../support/program';
import { answerSchema, type TokenAnswer, type TokenCall } from '../../support/token-messages';

const PROCESSES = 8;
const CALLERS = 50;
const ROUNDS = 5;
const REFRESH_TOKENS = ['unchanged', 'rotating', 'rotating-with-reuse-detection'];

const world = await startWorld();
let methodId: string;
beforeEach(async () => {
  await world.db.rateLimit.deleteMany();
  await world.control('DELETE', '/faults');
  await world.control('POST', '/settings', { 'oauth.refreshTokens': 'unchanged' });
  methodId = await activatedMethod(world);
  world.calls.forget();
});

const admin = (now?: () => Date) => world.ctx(world.administrator.actor, now);
const grant = () => world.db.authGrant.findUniqueOrThrow({ where: { authMethodId: methodId } });
const inMinutes = (minutes: number) => () => new Date(Date.now() + minutes * 60_000);
const token = (ctx: Ctx = admin(), rejectedVersion?: number) =>
  getAccessToken(ctx, { authMethodId: methodId, ...(rejectedVersion === undefined ? {} : { rejectedVersion }) });
const kindsOf = (results: PromiseSettledResult<unknown>[]) => [
  ...new Set(results.map((result) => (result.status === 'fulfilled' ? 'ok' : String(result.reason)))),
];
const endPause = () => world.db.$executeRaw`UPDATE "AuthGrant" SET "leaseUntil" = NULL, "leaseId" = NULL`;

describe('S-30: one refresh across all processes', () => {
  const children: ChildProcess[] = [];
  afterEach(() => {
    for (const child of children.splice(0)) child.kill('SIGKILL');
  });

  async function startChild(): Promise<ChildProcess> {
    const settings = JSON.stringify({ databaseUrl: world.databaseUrl, sandboxUrl: world.sandboxUrl });
    const child = fork(programOf('tests/support/token-caller.ts'), [settings], {
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    children.push(child);
    await once(child, 'message');
    return child;
  }

  async function ask(child: ChildProcess, call: TokenCall): Promise<TokenAnswer> {
    child.send(call);
    const [answer]: unknown[] = await once(child, 'message');
    return answerSchema.parse(answer);
  }

  it(`${PROCESSES} processes with ${CALLERS} callers each, ${ROUNDS} rounds in each of three ways to hand out refresh tokens`, async () => {
    const started = await Promise.all(Array.from({ length: PROCESSES }, startChild));
    const refreshes = async () =>
      (await world.control<{ total: number }>('GET', '/ledger?type=oauth.refreshed&limit=1')).total;
    for (const mode of REFRESH_TOKENS) {
      await world.control('POST', '/settings', { 'oauth.refreshTokens': mode });
      for (let round = 0; round < ROUNDS; round += 1) {
        const before = await world.db.authGrant.update({
          where: { authMethodId: methodId },
          data: { accessExpiresAt: new Date(Date.now() - 1000) },
        });
        const earlier = await refreshes();
        const answers = await Promise.all(
          started.map((child) => ask(child, { authMethodId: methodId, callers: CALLERS })),
        );
        expect(answers.flatMap(({ failures }) => failures)).toEqual([]);
        expect(new Set(answers.flatMap(({ versions }) => versions))).toEqual(new Set([before.tokenVersion + 1]));
        expect(new Set(answers.flatMap(({ tokens }) => tokens)).size).toBe(1);
        expect((await refreshes()) - earlier, `refreshes in round ${round}, ${mode}`).toBe(1);
      }
    }
  }, 240_000);

  it("S-31: a process suspended during a refresh can't overwrite a newer token", async () => {
    const [sleeper, other] = await Promise.all([startChild(), startChild()]);
    await world.db.authGrant.update({
      where: { authMethodId: methodId },
      data: { accessExpiresAt: new Date(Date.now() - 1000) },
    });
    await world.control('POST', '/faults', { path: '/oauth/2026-09/token', delayMs: 1500, when: 'after', times: 1 });
    const late = ask(sleeper, { authMethodId: methodId, callers: 1 });
    await vi.waitFor(async () => expect((await grant()).leaseId).not.toBeNull(), { timeout: 100_000 });
    sleeper.kill('SIGSTOP');
    await world.db.$executeRaw`UPDATE "AuthGrant" SET "leaseUntil" = clock_timestamp() - interval '1 second'`;
    const fresh = await ask(other, { authMethodId: methodId, callers: 3 });
    const stored = await grant();
    sleeper.kill('SIGCONT');
    const answer = await late;
    expect(fresh).toMatchObject({ versions: [2], failures: [] });
    expect(answer).toEqual({ versions: [2], tokens: fresh.tokens, failures: [] });
    expect(await grant()).toEqual(stored);
  });
});

/** A real provider whose refresh the test controls. */
function steeredRefresh(ctx: Ctx) {
  const pending: { succeed(): Promise<void>; fail(error: ProviderError): void }[] = [];
  const real = ctx.provider('hubspot');
  const refresh: Provider['auth']['refresh'] = (credentials, refreshToken) =>
    new Promise((resolve, reject) => {
      pending.push({ succeed: async () => resolve(await real.auth.refresh(credentials, refreshToken)), fail: reject });
    });
  const provider: Provider = { ...real, auth: { ...real.auth, refresh } };
  const testCtx = deriveCtx(ctx, { provider: () => provider });
  return {
    ctx: testCtx,
    next: () => vi.waitFor(() => pending.shift() ?? expect.fail('no refresh yet'), { timeout: 100_000 }),
  };
}

describe('S-31, S-32: a lease holder that finishes too late', () => {
  it.each(REFRESH_TOKENS)('does no harm with its response, refresh tokens %s', async (mode) => {
    await world.control('POST', '/settings', { 'oauth.refreshTokens': mode });
    const { ctx, next } = steeredRefresh(admin(inMinutes(40)));
    const slow = token(ctx);
    const held = await next();
    await endPause();
    const otherDb = createDb(world.databaseUrl);
    const quick = await getAccessToken(deriveCtx(admin(inMinutes(40)), { db: otherDb }), { authMethodId: methodId });
    await otherDb.$disconnect();
    // The provider's response to the late refresh: the token was used, or revoked with its family.
    held.fail(new ProviderError('auth_revoked', { operation: 'hubspot auth.refresh', code: 'BAD_REFRESH_TOKEN' }));
    expect((await slow).accessToken).toBe(quick.accessToken);
    expect((await readMethod(admin(), { id: methodId })).status).toBe('enabled');
    expect((await grant()).tokenVersion).toBe(2);
  });
});

describe('S-32: losing the grant', () => {
  it('happens when HubSpot says so: Disabled with that reason, after one request, without signing anyone out', async () => {
    const { accessToken } = await token();
    await fetch(`${world.sandboxUrl}/appinstalls/2026-09/external-install`, {
      method: 'DELETE',
      headers: { authorization: `Bearer ${accessToken}` },
    });
    const agent = await world.person();
    const results = await Promise.allSettled(Array.from({ length: 50 }, () => token(admin(inMinutes(40)))));
    expect(kindsOf(results)).toEqual(['AppError: PRECONDITION_FAILED (method_revoked)']);
    expect(world.calls.tokenRequests()).toHaveLength(1);
    expect(await readMethod(admin(), { id: methodId })).toMatchObject({
      status: 'disabled',
      disabledReason: 'revoked_at_provider',
      token: null,
    });
    await expect(token(admin(inMinutes(41)))).rejects.toMatchObject({ key: 'method_revoked' });
    expect(world.calls.tokenRequests()).toHaveLength(1);
    expect((await world.db.session.findUniqueOrThrow({ where: { id: agent.actor.sessionId } })).revokedAt).toBeNull();
    expect(await world.db.historyEntry.count({ where: { action: 'auth-method.disabled', entityId: methodId } })).toBe(
      1,
    );

    await world.administrator.browser.get((await startActivationFlow(world, methodId)).location);
    await expect(token()).resolves.toBeDefined();
  });

  it.each([
    ['429', { status: 429 }],
    ['500', { status: 500 }],
    ['503', { status: 503 }],
    ['477, the account moves', { status: 477 }],
    ['a page instead of JSON', { status: 200, html: '<h1>Maintenance</h1>' }],
    ['a connection that breaks', { reset: 'before' }],
  ])(
    'never happens because of %s: the grant stays, a valid token is used, and the connection recovers',
    async (_name, fault) => {
      const before = await grant();
      await world.control('POST', '/faults', { path: '/oauth/2026-09/token', when: 'before', times: 100, ...fault });

      // At 26 of 30 minutes a refresh is due, and the token still works.
      expect((await token(admin(inMinutes(26)))).tokenVersion).toBe(before.tokenVersion);
      const failing = await grant();
      expect(failing).toMatchObject({
        accessToken: before.accessToken,
        refreshToken: before.refreshToken,
        tokenVersion: before.tokenVersion,
        refreshFailures: 1,
      });
      expect((await readMethod(admin(), { id: methodId })).status).toBe('enabled');

      // After expiry: the provider's error is reported, without flooding the token endpoint.
      world.calls.forget();
      const results = await Promise.allSettled(Array.from({ length: 20 }, () => token(admin(inMinutes(40)))));
      expect(results.every(({ status }) => status === 'rejected')).toBe(true);
      expect(results.every((result) => result.status === 'rejected' && result.reason instanceof ProviderError)).toBe(
        true,
      );
      expect(world.calls.tokenRequests().length).toBeLessThanOrEqual(1);

      await world.control('DELETE', '/faults');
      await endPause();
      expect((await token(admin(inMinutes(40)))).tokenVersion).toBe(before.tokenVersion + 1);
      expect(await grant()).toMatchObject({ refreshFailures: 0, lastFailure: null });
    },
  );

  it("doesn't happen when HubSpot rejects the client secret: an administrator has to replace it", async () => {
    const before = await grant();
    await world.db.authMethod.update({
      where: { id: methodId },
      data: { clientSecret: sealClientSecret(admin(), methodId, 'rotated-at-hubspot') },
    });
    expect((await token(admin(inMinutes(26)))).tokenVersion).toBe(before.tokenVersion);
    const results = await Promise.allSettled(Array.from({ length: 20 }, () => token(admin(inMinutes(40)))));
    expect(kindsOf(results)).toEqual(['AppError: PRECONDITION_FAILED (method_credentials_refused)']);
    expect(world.calls.tokenRequests()).toHaveLength(1);
    expect(await grant()).toMatchObject({ refreshToken: before.refreshToken, lastFailure: 'credentials_refused' });
  });
});

describe('S-33: refreshing a token', () => {
  it('happens never before 75 % of its lifetime, always after 85 %', async () => {
    for (let minutes = 0; minutes <= 22; minutes += 1)
      expect((await token(admin(inMinutes(minutes)))).tokenVersion).toBe(1);
    expect(world.calls.tokenRequests()).toEqual([]);
    expect((await token(admin(inMinutes(25.6)))).tokenVersion).toBe(2);
    expect(world.calls.tokenRequests()).toHaveLength(1);
  });

  it("doesn't make callers wait while the token is valid", async () => {
    const { ctx, next } = steeredRefresh(admin(inMinutes(26)));
    const first = token(ctx);
    const refresh = await next();
    const others = await Promise.all(Array.from({ length: 20 }, () => token(ctx)));
    expect(new Set(others.map(({ tokenVersion }) => tokenVersion))).toEqual(new Set([1]));
    await refresh.succeed();
    expect((await first).tokenVersion).toBe(2);
  });

  it('happens once for 1,000 calls refused at the same time, each of which is retried once', async () => {
    const { accessToken: refused } = await token();
    let made = 0;
    const call = () =>
      withAccess(admin(), methodId, async (access) => {
        made += 1;
        if (access.accessToken === refused) throw new ProviderError('auth_revoked', { operation: 'test', status: 401 });
        return access.account.id;
      });
    const answers = await Promise.all(Array.from({ length: 1000 }, call));
    expect(new Set(answers)).toEqual(new Set(['146201877']));
    expect(made).toBe(2000);
    expect(world.calls.tokenRequests()).toHaveLength(1);
    expect((await grant()).tokenVersion).toBe(2);
  });

  it("isn't repeated if a new token is refused: the grant has just been renewed, so that passes", async () => {
    const call = () =>
      withAccess(admin(), methodId, () =>
        Promise.reject(new ProviderError('auth_revoked', { operation: 'test', status: 401 })),
      );
    const passing = { kind: 'unavailable', code: 'FRESH_TOKEN_REJECTED' };
    await expect(call()).rejects.toMatchObject(passing);
    for (let again = 0; again < 5; again += 1) await expect(call()).rejects.toMatchObject(passing);
    expect(world.calls.tokenRequests()).toHaveLength(1);
    expect((await readMethod(admin(), { id: methodId })).status).toBe('enabled');
  });

  it("doesn't happen after other errors", async () => {
    await expect(
      withAccess(admin(), methodId, () =>
        Promise.reject(new ProviderError('scope_missing', { operation: 'test', status: 403 })),
      ),
    ).rejects.toMatchObject({ kind: 'scope_missing' });
    expect(world.calls.tokenRequests()).toEqual([]);
  });

  it('is always recorded in the history, without the token', async () => {
    await token(admin(inMinutes(40)));
    const entry = await world.db.historyEntry.findFirstOrThrow({
      where: { entityId: methodId, action: 'auth-method.token-refreshed' },
    });
    expect(entry).toMatchObject({ actorKind: 'system', before: { tokenVersion: 1 }, after: { tokenVersion: 2 } });
  });
});

describe('testing the connection', () => {
  it('makes a real call and reports how long it took', async () => {
    expect(await testConnection(admin(), { id: methodId })).toEqual({
      outcome: 'reached',
      latencyMs: expect.any(Number),
      portal: { id: '146201877', name: 'Atelier Lumen' },
    });
  });

  it('reports what is wrong', async () => {
    await world.control('POST', '/faults', {
      path: '/account-info/2026-09/details',
      status: 503,
      times: 5,
      when: 'before',
    });
    expect(await testConnection(admin(), { id: methodId })).toMatchObject({
      outcome: 'failed',
      key: 'provider_unavailable',
    });
    const off = await world.method();
    expect(await testConnection(admin(), { id: off })).toMatchObject({ outcome: 'failed', key: 'method_disabled' });
  });
});
