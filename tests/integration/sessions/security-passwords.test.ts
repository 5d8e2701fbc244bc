import { scrypt, type BinaryLike } from 'node:crypto';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { hashSecret } from '@/lib/platform/crypto';
import { hashPassword, isPassword } from '@/lib/platform/password';
import { deriveCtx } from '@/lib/services/context';
import { createSession } from '@/lib/services/sessions/create-session';
import { endSession } from '@/lib/services/sessions/end-session';
import { ABSOLUTE_MS, IDLE_MS, readSession } from '@/lib/services/sessions/read-session';
import { signInWithPassword } from '@/lib/services/sessions/sign-in-with-password';
import { readUserLink } from '@/lib/services/users/read-user-link';
import { changeOwnPassword } from '@/lib/services/users/change-own-password';
import { readOwnAccount } from '@/lib/services/users/read-own-account';
import { choosePassword } from '@/lib/services/users/choose-password';
import { createUserLink } from '@/lib/services/users/create-user-link';
import { editSettings } from '@/lib/services/settings/edit-settings';
import { loadSettings } from '@/lib/services/settings/load-settings';
import { authOptions, sealSessionCookie } from '@/lib/web/auth';
import { readSessionToken } from '@/lib/web/session-token';
import { readHome } from '@/lib/services/home/queries';
import { listUsers } from '@/lib/services/users/queries';
import { NextRequest } from 'next/server';
import { cheapHash } from '../../support/cheap-password';
import { Browser, PUBLIC_URL, startWorld } from '../../support/connect-world';

// S-14, S-50, S-51, S-54: local accounts and sessions. Times are passed in.
vi.mock('@/lib/platform/password', { spy: true });
vi.mock('node:crypto', { spy: true });

const world = await startWorld();
const PASSWORD = 'correct horse battery';
const stored = cheapHash(PASSWORD);
const lengthOf = (salt: BinaryLike) => (ArrayBuffer.isView(salt) ? salt.byteLength : salt.length);
afterEach(() => {
  vi.useRealTimers();
});

async function account(data: { isAdministrator?: boolean } = {}) {
  const { actor } = await world.person(data);
  await world.db.user.update({ where: { id: actor.userId }, data: { passwordHash: stored } });
  return actor;
}

const from = (ip: string, now?: () => Date) =>
  deriveCtx(world.ctx({ kind: 'anonymous' }, now), { client: { ip, userAgent: 'vitest' } });
const attempt = (email: string, password: string, ip = '192.0.2.9', knownBrowser?: string) =>
  signInWithPassword(from(ip), { email, password, knownBrowser: knownBrowser ?? null });
/** The product's clock, until the end of the test: the verbs' and the limiter's. */
function startClock() {
  vi.useFakeTimers({ toFake: ['Date'] });
  return (seconds: number) => vi.setSystemTime(Date.now() + seconds * 1000);
}
async function browserOf(email: string, ip = '203.0.113.200'): Promise<string> {
  const signedIn = await attempt(email, PASSWORD, ip);
  if (signedIn.kind !== 'signed-in') throw new Error('refused');
  return signedIn.knownBrowser;
}
const wrong = { kind: 'refused', reason: 'wrong_credentials' };
const minutes = (count: number) => () => new Date(Date.now() + count * 60_000);

describe("sign-in doesn't reveal which users exist", () => {
  it('unknown, disabled, without a password and wrong: same message, same wait, same work', async () => {
    startClock();
    const known = await account();
    const disabled = await account();
    await world.db.user.update({ where: { id: disabled.userId }, data: { status: 'disabled' } });
    const without = await world.person();
    const derivations = vi.mocked(isPassword);
    let host = 0;
    for (const email of ['nobody@example.com', known.email, disabled.email, without.actor.email]) {
      host += 1;
      const ends = [];
      for (let index = 0; index < 4; index += 1) {
        derivations.mockClear();
        ends.push(await attempt(email, 'not the password', `192.0.2.${host}`));
        expect(derivations, email).toHaveBeenCalledTimes(index < 3 ? 1 : 0);
      }
      expect(ends, email).toEqual([wrong, wrong, wrong, { kind: 'refused', reason: 'slow_down', seconds: 1 }]);
    }
    // The right password does not open what is disabled, and does not say so either.
    expect(await attempt(disabled.email, PASSWORD, '192.0.2.77')).toEqual(wrong);
  });

  it('a missing password takes as much hashing as a stored one', async () => {
    const derivations = async (hash: string | null) => {
      vi.mocked(scrypt).mockClear();
      await isPassword('not the password', hash);
      return vi
        .mocked(scrypt)
        .mock.calls.map(([password, salt, ...work]) => [password, lengthOf(salt), ...work.slice(0, 2)]);
    };
    const withOne = await derivations(await hashPassword(PASSWORD));
    expect(withOne).toHaveLength(1);
    expect(await derivations(null)).toEqual(withOne);
  });

  it('a hash from when passwords took less work takes as much, and is replaced once the password proves right', async () => {
    const { email, userId } = await account();
    const passwordHash = cheapHash(PASSWORD, { p: 1 });
    await world.db.user.update({ where: { id: userId }, data: { passwordHash } });
    const readHash = async () => (await world.db.user.findUniqueOrThrow({ where: { id: userId } })).passwordHash;

    vi.mocked(scrypt).mockClear();
    expect(await attempt(email, 'not the password', '192.0.2.78')).toEqual(wrong);
    expect(vi.mocked(scrypt).mock.calls.reduce((sum, [, , , { p }]) => sum + (p ?? 0), 0)).toBe(2);
    expect(await readHash()).toBe(passwordHash);

    expect(await attempt(email, PASSWORD, '192.0.2.78')).toMatchObject({ kind: 'signed-in' });
    const today = await readHash();
    expect(today).toMatch(/^scrypt\$65536\$8\$2\$/);
    expect(await attempt(email, PASSWORD, '192.0.2.78')).toMatchObject({ kind: 'signed-in' });
    expect(await readHash()).toBe(today);
  });

  it('two sign-ins at once with the right password both succeed where its hash is from before', async () => {
    const { email, userId } = await account();
    await world.db.user.update({ where: { id: userId }, data: { passwordHash: cheapHash(PASSWORD, { p: 1 }) } });
    const ends = await Promise.all([1, 2].map(() => attempt(email, PASSWORD, '192.0.2.79')));
    expect(ends.map(({ kind }) => kind)).toEqual(['signed-in', 'signed-in']);
    expect(await world.db.user.findUnique({ where: { id: userId } })).toMatchObject({ failedPasswords: 0 });
  });

  it("text that PostgreSQL can't store counts as wrong credentials too", async () => {
    for (const email of ['\u0000', 'a\ud800@example.com', 'x'.repeat(5000)])
      expect(await attempt(email, 'x')).toEqual(wrong);
  });
});

describe('S-14: guessing is slowed down', () => {
  it("from one address or IPv6 network; correct passwords don't count", async () => {
    startClock();
    const { email } = await account();
    const slow = { kind: 'refused', reason: 'slow_down', seconds: expect.any(Number) };
    for (let index = 0; index < 20; index += 1)
      expect(await attempt(`nobody-${index}@example.com`, 'x', `2001:db8:7:7::${index + 1}`)).toEqual(wrong);
    expect(await attempt(email, PASSWORD, '2001:db8:7:7:ffff::1')).toEqual(slow);
    expect(await attempt(email, PASSWORD, '2001:db8:7:8::1')).toMatchObject({ kind: 'signed-in' });
    for (let index = 0; index < 25; index += 1)
      expect(await attempt(email, PASSWORD, '198.51.100.5')).toMatchObject({ kind: 'signed-in' });
  }, 120_000);

  it('an hour of guesses from one address waits ever longer, and delays no one else', async () => {
    const { email, userId } = await account();
    const known = await browserOf(email);
    const pass = startClock();
    const waits: number[] = [];
    let guesses = 0;
    while (waits.reduce((sum, seconds) => sum + seconds, 0) < 3600) {
      const end = await attempt(email, `guess ${guesses}`, '198.51.100.66');
      if (end.kind !== 'refused') throw new Error('let in');
      if (end.reason === 'wrong_credentials') guesses += 1;
      else if (end.reason === 'slow_down') waits.push(end.seconds);
      if (end.reason === 'slow_down' && end.seconds === 64) {
        const early = await attempt(email, PASSWORD, '198.51.100.66');
        expect(early).toEqual({ ...wrong, reason: 'slow_down', seconds: 64 });
      }
      // It comes back exactly when it may.
      if (end.reason === 'slow_down') pass(end.seconds);
    }
    expect(waits).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900, 900]);
    // The wait itself is no guess: only what was looked at is a row.
    expect(await world.db.signInAttempt.count({ where: { userId, allowed: false } })).toBe(guesses);
    expect(guesses).toBe(15);
    // The owner, in the browser that they know, behind the very address; in another one elsewhere; and the list.
    expect(await world.db.user.findUniqueOrThrow({ where: { id: userId } })).toMatchObject({ failedPasswords: 15 });
    const { items } = await listUsers(world.ctx(world.administrator.actor), { status: 'guessed' });
    expect(items).toMatchObject([{ id: userId, failedPasswords: 15 }]);
    expect((await readHome(world.ctx(world.administrator.actor))).attention).toMatchObject({
      guessed: 1,
      ownGuessed: 0,
    });
    const again = await attempt(email, PASSWORD, '198.51.100.66', known);
    expect(again).toMatchObject({ kind: 'signed-in' });
    expect(await attempt(email, PASSWORD, '203.0.113.5')).toMatchObject({ kind: 'signed-in' });
    // And is told, in the first of the two.
    if (again.kind !== 'signed-in') throw new Error('refused');
    const owner = await readSession(world.db, again.token, new Date());
    if (!owner) throw new Error('no session');
    expect((await readHome(world.ctx(owner))).attention).toMatchObject({ ownGuessed: 15 });
    expect(await readOwnAccount(world.ctx(owner))).toMatchObject({ wrongPasswords: 15 });
    // Until they choose another password.
    await changeOwnPassword(world.ctx(owner), { currentPassword: PASSWORD, password: 'another horse battery' });
    expect(await readOwnAccount(world.ctx(owner))).toMatchObject({ wrongPasswords: 0 });
  });

  it("a distributed flood delays other browsers by at most 15 minutes, and not the owner's", async () => {
    const { email } = await account();
    const known = await browserOf(email);
    const pass = startClock();
    for (let index = 0; index < 100; index += 1)
      expect(await attempt(email, 'guess', `2001:db8:${index + 1}::1`)).toEqual(wrong);
    for (const seconds of [1, 2, 4, 8]) {
      expect(await attempt(email, PASSWORD, '203.0.113.6')).toEqual({ ...wrong, reason: 'slow_down', seconds });
      pass(seconds);
      expect(await attempt(email, 'guess', `2001:db8:ffff:${seconds}::1`)).toEqual(wrong);
    }
    expect(await attempt(email, PASSWORD, '203.0.113.6', known)).toMatchObject({ kind: 'signed-in' });
    pass(16);
    expect(await attempt(email, PASSWORD, '203.0.113.6')).toMatchObject({ kind: 'signed-in' });
  });

  it("parallel guesses can't bypass the wait", async () => {
    startClock();
    const { email, userId } = await account();
    const ends = await Promise.all(Array.from({ length: 12 }, (_, index) => attempt(email, `guess ${index}`)));
    expect(ends.filter((end) => end.kind === 'refused' && end.reason === 'wrong_credentials')).toHaveLength(3);
    expect(await world.db.user.findUniqueOrThrow({ where: { id: userId } })).toMatchObject({ failedPasswords: 3 });
  });

  it("a known browser has its own limit, for its account only, and can't be forged", async () => {
    startClock();
    const [one, two] = [await account(), await account()];
    const known = await browserOf(one.email);
    const ofOne = async (email: string, browser: string, count: number) => {
      const ends = [];
      for (let index = 0; index < count; index += 1) ends.push(await attempt(email, 'guess', '192.0.2.30', browser));
      return ends.map((end) => end.kind === 'refused' && end.reason);
    };
    const before = Array(5).fill('wrong_credentials');
    expect(await ofOne(one.email, known, 6)).toEqual([...before, 'slow_down']);
    expect(await attempt(one.email, PASSWORD, '192.0.2.31')).toMatchObject({ kind: 'signed-in' });
    for (const browser of [known, `${known.slice(0, -2)}AA`, 'x'])
      expect(await ofOne(two.email, browser, 4)).toContain('slow_down');
    expect(known).not.toContain(one.email);
    // A browser remembers several accounts, and each has its own nonce.
    const shared = await signInWithPassword(from('192.0.2.32'), {
      email: two.email,
      password: PASSWORD,
      knownBrowser: known,
    });
    if (shared.kind !== 'signed-in') throw new Error('refused');
    expect(await ofOne(one.email, shared.knownBrowser, 1)).toEqual(['slow_down']);
    expect(await ofOne(two.email, shared.knownBrowser, 1)).toEqual(['wrong_credentials']);
  });

  it('My account slows down current passwords in the same way', async () => {
    startClock();
    const actor = await account();
    const change = (currentPassword: string) =>
      changeOwnPassword(world.ctx(actor), { currentPassword, password: 'another horse battery' });
    for (let index = 0; index < 5; index += 1)
      await expect(change(`guess ${index}`)).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    await expect(change(PASSWORD)).rejects.toMatchObject({ code: 'RATE_LIMITED', retryAfterSeconds: 1 });
  });

  it("one-time links can't be guessed quickly either", async () => {
    const ctx = from('203.0.113.9');
    for (let index = 0; index < 20; index += 1)
      expect(await readUserLink(ctx, { token: `guess-${index}` })).toEqual({ kind: 'unknown' });
    await expect(readUserLink(ctx, { token: 'guess' })).rejects.toMatchObject({
      code: 'RATE_LIMITED',
      retryAfterSeconds: expect.any(Number),
    });
  });
});

describe('one-time password links', () => {
  it('work once, in time, for an enabled user; a new one replaces the previous one', async () => {
    const { userId } = await account();
    const admin = world.ctx(world.administrator.actor);
    const tokenOf = async () =>
      new URL((await createUserLink(admin, { id: userId })).url).searchParams.get('token') ?? '';
    const [first, second] = [await tokenOf(), await tokenOf()];
    const use = (token: string, now?: () => Date) =>
      choosePassword(from('192.0.2.70', now), { token, password: 'another horse battery' });
    await expect(use(first)).rejects.toMatchObject({ key: 'link_expired' });
    await expect(use(second, minutes(121))).rejects.toMatchObject({ key: 'link_expired' });
    await world.db.user.update({ where: { id: userId }, data: { status: 'disabled' } });
    await expect(use(second)).rejects.toMatchObject({ key: 'link_user_disabled' });
    await world.db.user.update({ where: { id: userId }, data: { status: 'active' } });
    const ends = await Promise.allSettled([use(second), use(second), use(second)]);
    expect(ends.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const row = await world.db.userLink.findUniqueOrThrow({ where: { tokenHash: hashSecret(second) } });
    expect(JSON.stringify(row)).not.toContain(second);
  });
});

describe("the user's own email address", () => {
  it("can't be the password, through a link or in My account, ignoring case", async () => {
    const actor = await account();
    const refusal = { code: 'INVALID_INPUT', fields: { password: { key: 'password_is_address' } } };
    const { url } = await createUserLink(world.ctx(world.administrator.actor), { id: actor.userId });
    const token = new URL(url).searchParams.get('token') ?? '';
    await expect(
      choosePassword(from('192.0.2.71'), { token, password: ` ${actor.email.toUpperCase()}` }),
    ).rejects.toMatchObject(refusal);
    await expect(
      changeOwnPassword(world.ctx(actor), { currentPassword: PASSWORD, password: actor.email }),
    ).rejects.toMatchObject(refusal);
    // The link is still good for another one.
    expect(await choosePassword(from('192.0.2.71'), { token, password: 'another horse battery' })).toEqual({
      email: actor.email,
    });
  });
});

describe('S-50: a session', () => {
  it('has a 256-bit ID that only the browser has, new at each sign-in, and ends when idle or expired', async () => {
    const { email } = await account();
    const [one, two] = [await attempt(email, PASSWORD), await attempt(email, PASSWORD)];
    if (one.kind !== 'signed-in' || two.kind !== 'signed-in') throw new Error('refused');
    expect(one.token).not.toBe(two.token);
    expect(Buffer.from(one.token, 'base64url')).toHaveLength(32);
    const session = await world.db.session.findUniqueOrThrow({ where: { tokenHash: hashSecret(one.token) } });
    expect(JSON.stringify(session)).not.toContain(one.token);

    const start = session.createdAt.getTime();
    const alive = async (ms: number) => (await readSession(world.db, one.token, new Date(start + ms))) !== null;
    expect(await alive(IDLE_MS + 1000)).toBe(false);
    for (let at = 0; at <= ABSOLUTE_MS; at += IDLE_MS - 1000) expect(await alive(at), `after ${at} ms`).toBe(true);
    expect(await alive(ABSOLUTE_MS + 1000)).toBe(false);
    expect([IDLE_MS, ABSOLUTE_MS]).toEqual([30 * 60_000, 12 * 3_600_000]);
  });

  it('is limited in number by the setting; a new one ends the oldest', async () => {
    const actor = await account();
    const { version } = await loadSettings(world.db);
    await editSettings(world.ctx(world.administrator.actor), {
      version,
      defaultLanguage: 'en',
      sessionsPerUser: 1,
      secondFactorGraceDays: 14,
      signInAttemptDays: 180,
    });
    const tokens = [];
    for (let index = 0; index < 3; index += 1)
      tokens.push(
        (
          await world.db.$transaction((tx) =>
            createSession(world.ctx(), tx, { userId: actor.userId, connectorId: null }),
          )
        ).token,
      );
    const alive = await Promise.all(
      tokens.map(async (token) => (await readSession(world.db, token, new Date())) !== null),
    );
    expect(alive).toEqual([false, false, true]);
  });

  it("isn't revived by use after it ended", async () => {
    const { email } = await account();
    const signedIn = await attempt(email, PASSWORD);
    if (signedIn.kind !== 'signed-in') throw new Error('refused');
    await endSession(world.ctx(), { token: signedIn.token });
    expect(await readSession(world.db, signedIn.token, new Date())).toBeNull();
  });

  it('S-54: ends when the same browser signs in again', async () => {
    const { email } = await account();
    const first = await attempt(email, PASSWORD);
    if (first.kind !== 'signed-in') throw new Error('refused');
    await signInWithPassword(from('192.0.2.9'), { email, password: PASSWORD, formerToken: first.token });
    expect(await readSession(world.db, first.token, new Date())).toBeNull();
  });
});

describe('S-51: cookies', () => {
  const names = () => {
    const { cookies } = authOptions(new NextRequest(PUBLIC_URL), {
      onPassword: () => undefined,
      onFailure: () => undefined,
    });
    return Object.values(cookies ?? {}).map((cookie) => ({ name: cookie?.name, ...cookie?.options }));
  };

  it('have the __Host- prefix and Secure over https, all of them', async () => {
    world.deployment.publicUrl = 'https://maker.example.com';
    try {
      const sealed = await sealSessionCookie('x');
      for (const cookie of [...names(), { name: sealed.name, ...sealed.options }]) {
        expect(cookie.name).toMatch(/^__Host-maker\./);
        expect(cookie).toMatchObject({ httpOnly: true, secure: true, sameSite: 'lax', path: '/' });
        expect(cookie).not.toHaveProperty('domain');
      }
      const connector = await world.db.ssoConnector.create({
        data: {
          name: 'S',
          reference: 'secure',
          authMethodId: (
            await world.db.authMethod.create({
              data: {
                name: 'S',
                provider: 'hubspot',
                environment: '1',
                clientId: 'x',
                status: 'enabled',
                disabledReason: null,
                activatedIn: 'sandbox',
                portalId: '1',
              },
            })
          ).id,
        },
      });
      const [line = ''] = (await new Browser().get(`/api/sso/login/${connector.reference}`)).headers.getSetCookie();
      expect(line).toMatch(/^__Host-maker\.txn-[0-9a-f-]{36}=[\w.-]{200,1200}; Path=\/; .*Max-Age=600/);
      for (const attribute of ['Secure', 'HttpOnly', 'SameSite=lax'])
        expect(line.toLowerCase()).toContain(attribute.toLowerCase());
      expect(line).not.toMatch(/domain=/i);
    } finally {
      world.deployment.publicUrl = PUBLIC_URL;
    }
  });

  it('contain only the encrypted session ID; a changed, truncated or missing one is anonymous', async () => {
    const { value } = await sealSessionCookie('the-session-id');
    expect(await readSessionToken(value)).toBe('the-session-id');
    for (const forged of [
      value.slice(0, -3),
      `${value}x`,
      value.replace(/^[^.]+/, Buffer.from('{"alg":"none"}').toString('base64url')),
      'x',
      '..',
      '',
    ])
      expect(await readSessionToken(forged), forged.slice(0, 20)).toBeNull();
  });
});
