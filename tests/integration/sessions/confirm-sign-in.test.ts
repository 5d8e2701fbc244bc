import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { createSession } from '@/lib/services/sessions/create-session';
import { readSession } from '@/lib/services/sessions/read-session';
import { readConfirmation } from '@/lib/services/sessions/queries';
import { signInWithPassword } from '@/lib/services/sessions/sign-in-with-password';
import { sealSessionCookie } from '@/lib/web/auth';
import { readSessionToken } from '@/lib/web/session-token';
import { activatedMethod, Browser, LUMEN, PUBLIC_URL, startWorld, type Person } from '../../support/connect-world';
import { cheapHash } from '../../support/cheap-password';
import { callRoute, routeNamed } from '../../support/route-walk';

const world = await startWorld();
const PASSWORD = 'a long password of theirs';
const COOKIE = 'maker.session';
const OLD = new Date(Date.now() - 20 * 60_000);

/** Somebody whose sign-in is twenty minutes old. */
async function person(options: Parameters<typeof world.person>[0] = {}): Promise<Person> {
  const made = await world.person(options);
  await world.db.user.update({
    where: { id: made.actor.userId },
    data: { passwordHash: cheapHash(PASSWORD) },
  });
  await world.db.session.update({ where: { id: made.actor.sessionId }, data: { signedInAt: OLD } });
  return made;
}

const confirm = ({ browser }: Pick<Person, 'browser'>, password: string) =>
  callRoute(routeNamed('POST /api/account/confirmation'), { browser, body: { password } });

/** Keeps the cookies of an answer, as a browser does. */
function keep(browser: Browser, response: Response): void {
  for (const line of response.headers.getSetCookie()) {
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
    browser.cookies.set(name, value);
  }
}

async function sessionOf(browser: Browser) {
  const token = await readSessionToken(browser.cookies.get(COOKIE));
  return token === null ? null : readSession(world.db, token, new Date());
}

describe('with the password', () => {
  it('the session continues with a new token, and counts as recently signed in', async () => {
    const somebody = await person();
    const thief = somebody.browser.copy();
    expect((await readConfirmation(world.ctx((await sessionOf(thief)) ?? undefined))).isRecent).toBe(false);

    const response = await confirm(somebody, PASSWORD);
    expect(response.status).toBe(200);
    keep(somebody.browser, response);
    const actor = await sessionOf(somebody.browser);
    expect(actor?.sessionId).toBe(somebody.actor.sessionId);
    expect(await readConfirmation(world.ctx(actor ?? undefined))).toEqual({ isRecent: true, connector: null });
    expect(await sessionOf(thief)).toBeNull();
    expect(await world.db.session.count({ where: { userId: somebody.actor.userId } })).toBe(1);
  });

  it('a wrong one counts as at sign-in, and renews nothing', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    onTestFinished(() => void vi.useRealTimers());
    const somebody = await person();
    const response = await confirm(somebody, 'not theirs');
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ error: { fields: { password: expect.any(String) } } });
    expect(await world.db.user.findUnique({ where: { id: somebody.actor.userId } })).toMatchObject({
      failedPasswords: 1,
    });
    expect((await sessionOf(somebody.browser))?.signedInAt).toEqual(OLD);

    for (let index = 0; index < 2; index += 1) expect((await confirm(somebody, 'not theirs')).status).toBe(400);
    // Waiting: the right one does not help either.
    const waiting = await confirm(somebody, PASSWORD);
    expect(waiting.status).toBe(429);
    expect(waiting.headers.get('retry-after')).toBe('1');
    expect((await sessionOf(somebody.browser))?.signedInAt).toEqual(OLD);
  });

  it(
    'is not held up by somebody else behind the same address who tries passwords, this account’s too',
    { timeout: 120_000 },
    async () => {
      const somebody = await person();
      const { email } = somebody.actor;
      for (let index = 0; index < 22; index += 1)
        await signInWithPassword(world.ctx(), {
          email: index < 5 ? email : (await person()).actor.email,
          password: 'x',
        });
      expect((await signInWithPassword(world.ctx(), { email, password: PASSWORD })).kind).toBe('refused');
      expect((await confirm(somebody, PASSWORD)).status).toBe(200);
    },
  );

  it("does nothing without a session, and doesn't revive one that ended", async () => {
    expect(
      (await callRoute(routeNamed('POST /api/account/confirmation'), { body: { password: PASSWORD } })).status,
    ).toBe(401);
    const somebody = await person();
    await world.db.session.update({ where: { id: somebody.actor.sessionId }, data: { revokedAt: new Date() } });
    expect((await confirm(somebody, PASSWORD)).status).toBe(401);
    expect(await world.db.session.count({ where: { userId: somebody.actor.userId, revokedAt: null } })).toBe(0);
  });
});

describe("through the session's connector", () => {
  const LEA = 'lea@atelier-lumen.example';
  const SAM = 'sam@atelier-lumen.example';
  let rounds = 0;

  async function signedInThroughConnector(email: string): Promise<Person & { reference: string }> {
    rounds += 1;
    await world.db.user.deleteMany({ where: { email: { in: [LEA, SAM] } } });
    const authMethodId = await activatedMethod(world);
    const connector = await world.db.ssoConnector.create({
      data: { name: `Connector ${rounds}`, reference: `confirm-${rounds}`, authMethodId },
    });
    const { actor } = await world.person({ email, connectorId: connector.id });
    const { token, sessionId } = await world.db.$transaction((tx) =>
      createSession(world.ctx(), tx, { userId: actor.userId, connectorId: connector.id }),
    );
    await world.db.session.update({ where: { id: sessionId }, data: { signedInAt: OLD } });
    const browser = new Browser();
    const cookie = await sealSessionCookie(token);
    browser.cookies.set(cookie.name, cookie.value);
    return { actor: { ...actor, sessionId }, browser, reference: connector.reference };
  }

  /** The window: to the provider, consent as somebody, and back. */
  async function start(browser: Browser, email: string): Promise<string> {
    const response = await callRoute(routeNamed('POST /api/account/confirmation/connector'), { browser });
    expect(response.status).toBe(200);
    keep(browser, response);
    const { authorizeUrl }: { authorizeUrl: string } = await response.json();
    const consent = { url: authorizeUrl, email, portalId: LUMEN.portalId };
    const { location } = await world.control<{ location: string }>('POST', '/consent', consent);
    return location;
  }

  it('renews the session if the same user comes back', async () => {
    const lea = await signedInThroughConnector(LEA);
    const back = await lea.browser.get(await start(lea.browser, LEA));
    expect(back.headers.get('location')).toBe(`${PUBLIC_URL}/connect/confirmed`);
    const actor = await sessionOf(lea.browser);
    expect(actor?.sessionId).toBe(lea.actor.sessionId);
    expect((await readConfirmation(world.ctx(actor ?? undefined))).isRecent).toBe(true);
  });

  it('refuses another user, and leaves the session unchanged', async () => {
    const lea = await signedInThroughConnector(LEA);
    const connectorId = (await world.db.session.findUniqueOrThrow({ where: { id: lea.actor.sessionId } })).connectorId;
    await world.person({ email: SAM, ...(connectorId === null ? {} : { connectorId }) });
    const back = await lea.browser.get(await start(lea.browser, SAM));
    expect(back.headers.get('location')).toBe(`${PUBLIC_URL}/connect/sign-in-refused?reason=other_user`);
    expect(await sessionOf(lea.browser)).toMatchObject({ sessionId: lea.actor.sessionId, signedInAt: OLD });
    expect(await world.db.ssoIdentity.count({ where: { user: { email: SAM } } })).toBe(0);
  });

  it('refuses another session of the same browser', async () => {
    const lea = await signedInThroughConnector(LEA);
    const location = await start(lea.browser, LEA);
    lea.browser.cookies.set(COOKIE, world.administrator.browser.cookies.get(COOKIE) ?? '');
    const back = await lea.browser.get(location);
    expect(back.headers.get('location')).toContain('reason=not_for_this_request');
    expect((await sessionOf(lea.browser))?.userId).toBe(world.administrator.actor.userId);
  });

  it("isn't possible if the session was started with a password", async () => {
    const somebody = await person();
    const response = await callRoute(routeNamed('POST /api/account/confirmation/connector'), {
      browser: somebody.browser,
    });
    expect(response.status).toBe(412);
  });
});
