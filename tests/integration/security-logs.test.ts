import { execFileSync } from 'node:child_process';
import { Writable } from 'node:stream';
import { beforeEach, describe, expect, it } from 'vitest';
import { pino } from 'pino';
import { masked } from '@/lib/platform/logger';
import { createProbe } from '@/lib/platform/probe';
import { createDb } from '@/lib/platform/db';
import { newSecret } from '@/lib/platform/crypto';
import { editMethod } from '@/lib/services/auth-methods/edit-method';
import { getAccessToken } from '@/lib/services/connections/get-access-token';
import { readMethod } from '@/lib/services/auth-methods/queries';
import { endSession } from '@/lib/services/sessions/end-session';
import { signInWithPassword } from '@/lib/services/sessions/sign-in-with-password';
import { createRole } from '@/lib/services/roles/create-role';
import { receiveInteraction } from '@/lib/services/interactions/receive-interaction';
import { runScreenPop } from '@/lib/services/screen-pop/run-screen-pop';
import { cheapHash } from '../support/cheap-password';
import { configureArticle } from '../support/article-world';
import { Browser, LUMEN, SIGN_IN_CALLBACK, startWorld, startSignInFlow } from '../support/connect-world';
import { takeWorkAfterAnswers } from '../support/after-answer';
import { callRoute, routeNamed, routes } from '../support/route-walk';

// S-86, S-88: what is logged can be read by a machine and holds no person; what is answered holds nothing of how it is made.
takeWorkAfterAnswers();

const world = await startWorld();
beforeEach(async () => {
  await world.db.rateLimit.deleteMany();
});

interface Line {
  level: number;
  time: number | string;
  msg: string;
  [name: string]: unknown;
}
const lines = (): Line[] =>
  world
    .logs()
    .split('\n')
    .filter(Boolean)
    .map((text): Line => JSON.parse(text));
const logged = (msg: string) => lines().filter((line) => line.msg === msg);

describe('S-86: the log', () => {
  it('contains one JSON object per line, in UTC, whatever input it includes', () => {
    const written: string[] = [];
    const sink = new Writable({
      write(chunk, _encoding, done) {
        written.push(String(chunk));
        done();
      },
    });
    const log = pino({ timestamp: pino.stdTimeFunctions.isoTime }, sink);
    log.info({ reason: 'a\n{"level":50,"msg":"forged"}\r\n\u2028' }, 'x\ny');
    expect(written.join('').trimEnd().split('\n')).toHaveLength(1);
    expect(JSON.parse(written.join(''))).toMatchObject({ msg: 'x\ny', time: expect.stringMatching(/Z$/) });
  });

  it('never contains values of fields named like a secret, at any depth', () => {
    const names = [
      'code',
      'state',
      'codeVerifier',
      'code_verifier',
      'client_secret',
      'access_token',
      'refresh_token',
      'cookie',
      'sessionToken',
      'apiKey',
    ];
    const script = `import { createLogger } from '@/lib/platform/logger';
      const NAMES = ${JSON.stringify(names)};
      const log = createLogger({ level: 'info', part: 'test' });
      log.info({ password: 'canary-1', token: 'canary-2', a: { clientSecret: 'canary-3', b: { refreshToken: 'canary-4' } }, authorization: 'canary-5', ...Object.fromEntries(NAMES.map((name) => [name, 'canary'])), b: Object.fromEntries(NAMES.map((name) => [name, 'canary'])), kept: 'visible' }, 'x');
      const err = Object.assign(new Error('Invalid call\\n{ email: "canary-6" }\\n\\nArgument role is missing.'), { name: 'PrismaClientValidationError' });
      log.error({ err }, 'y');`;
    const output = execFileSync(process.execPath, ['--import', 'tsx', '--input-type=module', '--eval', script], {
      encoding: 'utf8',
    });
    const [first = '', second = ''] = output.split('\n');
    expect(JSON.parse(second)).toMatchObject({
      err: { message: 'Argument role is missing.', stack: expect.stringContaining('    at ') },
    });
    expect(JSON.parse(first)).toMatchObject({
      part: 'test',
      kept: 'visible',
      password: '[redacted]',
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
    });
    expect(output).not.toContain('canary');
  });

  it('shortens numbers and addresses, keeping enough to recognise them', () => {
    expect([masked('+33176000121'), masked('lea@example.com'), masked('123'), masked(null)]).toEqual([
      '+331…21',
      'l…@example.com',
      '…',
      null,
    ]);
  });

  it('records sign-ins, failed sign-ins, denied access and changes, with request and user', async () => {
    const { actor } = await world.person();
    await world.db.user.update({
      where: { id: actor.userId },
      data: { passwordHash: cheapHash('correct horse battery') },
    });
    await signInWithPassword(world.ctx(), { email: actor.email, password: 'wrong' });
    const signedIn = await signInWithPassword(world.ctx(), { email: actor.email, password: 'correct horse battery' });
    if (signedIn.kind !== 'signed-in') throw new Error('refused');
    await endSession(world.ctx(), { token: signedIn.token });
    expect(logged('a password sign-in was refused').at(-1)).toMatchObject({
      userId: actor.userId,
      reason: 'wrong_password',
    });
    expect(logged('signed in with a password').at(-1)).toMatchObject({ userId: actor.userId });
    expect(logged('signed out').at(-1)).toMatchObject({ userId: actor.userId });

    const agent = await world.person();
    const denied = await callRoute(routeNamed('GET /api/users'), { browser: agent.browser });
    expect(logged('a request was refused').at(-1)).toMatchObject({
      refusal: 'FORBIDDEN',
      actor: agent.actor.userId,
      requestId: denied.headers.get('x-request-id'),
    });
    await callRoute(routeNamed('POST /api/interactions'), {
      headers: { authorization: `Bearer maker_${newSecret()}` },
    });
    expect(logged('a request was refused').at(-1)).toMatchObject({
      refusal: 'UNAUTHENTICATED',
      key: 'api_key_unknown',
      actor: 'anonymous',
    });

    const created = await createRole(world.ctx(world.administrator.actor), {
      name: 'Logged',
      description: '',
      permissions: [],
    });
    expect(logged('changed').at(-1)).toMatchObject({ action: 'role.created', entityId: created.id });
    const before = logged('changed').length;
    await expect(
      createRole(world.ctx(world.administrator.actor), { name: 'Logged', description: '', permissions: [] }),
    ).rejects.toMatchObject({ code: 'CONFLICT' });
    expect(logged('changed')).toHaveLength(before);
  });

  it('names changed secrets and refreshed tokens without their values, and contains no personal data', async () => {
    const admin = world.ctx(world.administrator.actor);
    const article = await configureArticle(world);
    const method = await readMethod(admin, { id: article.methodId });
    const { name, environment, clientId, requiredScopes, optionalScopes, version } = method;
    const { tokenVersion } = await getAccessToken(admin, { authMethodId: article.methodId });
    await getAccessToken(admin, { authMethodId: article.methodId, rejectedVersion: tokenVersion });
    expect(logged('a token was refreshed').at(-1)).toMatchObject({ authMethodId: article.methodId });

    const connector = await world.db.ssoConnector.create({
      data: { name: 'HubSpot', reference: 'hubspot', authMethodId: article.methodId },
    });
    const person = await world.person({ email: LUMEN.admin, connectorId: connector.id });
    const browser = new Browser();
    await browser.get(
      (await startSignInFlow(world, 'hubspot', browser, { email: LUMEN.admin, portalId: LUMEN.portalId })).location,
    );
    await new Browser().get(`${SIGN_IN_CALLBACK}?state=x&code=y`);
    expect(logged('a sign-in through a connector was decided').at(-1)).toMatchObject({
      userId: person.actor.userId,
      reason: null,
    });

    const { interactionId } = await receiveInteraction(
      article.telephone,
      article.event({ customer: { number: '+33199000041', name: 'Chloé d’Aubigné' } }),
    );
    await runScreenPop(article.telephone, { interactionId, moment: 'presented' });
    await receiveInteraction(article.telephone, article.event({ type: 'accepted' }));
    await receiveInteraction(article.telephone, article.event({ type: 'ended' }));
    await article.work();
    await editMethod(admin, {
      id: article.methodId,
      version,
      name,
      environment,
      clientId,
      requiredScopes,
      optionalScopes,
      clientSecret: 'another-secret-of-the-app',
    });
    expect(logged('changed').at(-1)).toMatchObject({ action: 'auth-method.edited', entityId: article.methodId });
    for (const personal of [
      '+33199000041',
      '199000041',
      'Aubigné',
      LUMEN.admin,
      article.agent.actor.email,
      world.administrator.actor.email,
      'another-secret-of-the-app',
    ])
      expect(world.logs(), personal).not.toContain(personal);
  });

  it('quotes no input when the database or our own code fails', async () => {
    const typed = 'typed-by-somebody@example.com';
    const { roleId } = await world.db.user.findFirstOrThrow();
    await world.db.user.create({ data: { name: 'x', email: typed, roleId } });
    await expect(world.db.user.create({ data: { name: 'x', email: typed, roleId } })).rejects.not.toThrow(typed);
  });
});

describe('S-88: an internal error', () => {
  it('shows a message and a reference only, and is logged as ours', async () => {
    const { configuration } = world.deployment;
    const read = () => Promise.reject(new Error('select pass-word from node_modules/postgres.ts'));
    Object.assign(world.deployment, { configuration: { read, at: () => ({ read }) } });
    try {
      const refused = await callRoute(routeNamed('GET /api/banner'), { browser: world.administrator.browser });
      expect(refused.status).toBe(500);
      const text = await refused.text();
      expect(text).not.toMatch(/pass-word|postgres|node_modules|select/);
      const { error }: { error: { reference: string } } = JSON.parse(text);
      expect(Object.keys(error).sort()).toEqual(['code', 'key', 'message', 'reference']);
      expect(logged('a request failed for a reason of our own').at(-1)).toMatchObject({
        requestId: error.reference,
        level: 50,
      });
    } finally {
      Object.assign(world.deployment, { configuration });
    }
  });

  it('shows a message and a reference only, if the database is gone', async () => {
    const working = { ...world.deployment };
    const gone = createDb('postgresql://nobody:pass-word@127.0.0.1:9/nowhere');
    const probe = createProbe('postgresql://nobody:pass-word@127.0.0.1:9/nowhere');
    Object.assign(world.deployment, { db: gone, probe });
    try {
      for (const route of routes.filter(
        ({ definition }) => definition.method === 'GET' && !/openapi|health|stream/.test(definition.path),
      )) {
        const response = await callRoute(route, {
          browser: world.administrator.browser,
          headers: { authorization: `Bearer maker_${newSecret()}` },
        });
        const text = await response.text();
        expect(text, route.name).not.toMatch(
          /prisma|postgres|ECONN|pass-word|127\.0\.0\.1|node_modules|\.ts\b|\bat [\w.]+ \(|select|P1\d{3}/i,
        );
        if (response.status >= 400)
          expect(Object.keys(JSON.parse(text).error).sort(), route.name).toEqual([
            'code',
            'key',
            'message',
            'reference',
          ]);
      }
      const refused = await callRoute(routeNamed('GET /api/users'), { browser: world.administrator.browser });
      expect(refused.status).toBe(503);
      const { error }: { error: { reference: string } } = await refused.json();
      expect(logged('a request found the database busy').at(-1)).toMatchObject({
        requestId: error.reference,
        level: 40,
      });
      const ready = await callRoute(routeNamed('GET /api/health/ready'));
      expect([ready.status, (await callRoute(routeNamed('GET /api/health'))).status]).toEqual([503, 200]);
    } finally {
      Object.assign(world.deployment, working);
      await Promise.all([gone.$disconnect(), probe.close()]);
    }
    expect((await callRoute(routeNamed('GET /api/users'), { browser: world.administrator.browser })).status).toBe(200);
  });
});
