import { expect, it } from 'vitest';
import { hashSecret, newSecret } from '@/lib/platform/crypto';
import { deactivateMethod } from '@/lib/services/auth-methods/deactivate-method';
import { pushToBanner } from '@/lib/platform/events';
import { createSession } from '@/lib/services/sessions/create-session';
import { endOwnSessions } from '@/lib/services/sessions/end-own-sessions';
import { endSession } from '@/lib/services/sessions/end-session';
import { editConnector } from '@/lib/services/sso-connectors/edit-connector';
import { choosePassword } from '@/lib/services/users/choose-password';
import { deleteUser } from '@/lib/services/users/delete-user';
import { disableUser } from '@/lib/services/users/disable-user';
import { editUser } from '@/lib/services/users/edit-user';
import { endUserSessions } from '@/lib/services/users/end-user-sessions';
import { ABSOLUTE_MS } from '@/lib/services/sessions/read-session';
import { sealSessionCookie } from '@/lib/web/auth';
import { activatedMethod, startWorld } from '../../support/connect-world';
import { startWebProcess } from '../../support/start-web-process';

// S-53: what is revoked in one process is over at once in every other: the next request and the open stream.
const world = await startWorld();
const ROUNDS = 3;
const { port } = await startWebProcess(world);
const address = `http://127.0.0.1:${port}`;

const admin = () => world.ctx(world.administrator.actor);

/** An agent with a session through a connector of their own, and their Banner open in the other process. */
async function agentWithBanner() {
  const methodId = await sharedMethod();
  const connector = await world.db.ssoConnector.create({
    data: { name: `Way ${newSecret()}`, reference: newSecret(), authMethodId: methodId },
  });
  const { actor } = await world.person({ connectorId: connector.id });
  const { token } = await world.db.$transaction((tx) =>
    createSession(world.ctx(), tx, { userId: actor.userId, connectorId: connector.id }),
  );
  const { name, value } = await sealSessionCookie(token);
  const cookie = `${name}=${value}`;
  // Nothing closes a stream but what the other process is told: no timer looks. One that stays open fails here.
  const stream = await fetch(`${address}/api/banner/stream`, {
    headers: { cookie },
    signal: AbortSignal.timeout(30_000),
  });
  expect(stream.status).toBe(200);
  const reader = stream.body?.getReader();
  if (!reader) throw new Error('The stream has no body');
  await reader.read();
  return { connector, userId: actor.userId, token, cookie, reader };
}
type Agent = Awaited<ReturnType<typeof agentWithBanner>>;

async function untilClosed({ reader }: Agent): Promise<string> {
  let output = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return output;
    output += Buffer.from(value).toString('utf8');
  }
}

let method: Promise<string> | undefined;
const sharedMethod = () => (method ??= activatedMethod(world));

const REVOCATIONS: [reason: string, revoke: (agent: Agent) => Promise<unknown>][] = [
  ['signed_out', ({ token }) => endSession(world.ctx(), { token })],
  ['user_disabled', ({ userId }) => disableUser(admin(), { id: userId })],
  ['signed_out', ({ userId }) => deleteUser(admin(), { id: userId })],
  ['ended_by_administrator', ({ userId }) => endUserSessions(admin(), { id: userId })],
  [
    'ended_by_user',
    async ({ userId }) => {
      const other = await world.db.$transaction((tx) => createSession(world.ctx(), tx, { userId, connectorId: null }));
      const user = await world.db.user.findUniqueOrThrow({ where: { id: userId } });
      return endOwnSessions(
        world.ctx({ ...world.administrator.actor, userId, name: user.name, sessionId: other.sessionId }),
        { sessionId: null },
      );
    },
  ],
  [
    'connector_disabled',
    ({ connector: { id, version, name, reference, authMethodId } }) =>
      editConnector(admin(), { id, version, name, reference, authMethodId, enabled: false }),
  ],
  [
    'method_deactivated',
    async ({ connector }) => {
      method = undefined;
      const { id, version } = await world.db.authMethod.findUniqueOrThrow({
        where: { id: connector.authMethodId ?? '' },
      });
      return deactivateMethod(admin(), { id, version });
    },
  ],
  [
    'rights_changed',
    async ({ userId }) => {
      const user = await world.db.user.findUniqueOrThrow({ where: { id: userId } });
      const role = await world.db.role.create({ data: { name: newSecret(), permissions: ['crm.access'] } });
      const { name, email, isAdministrator, defaultProfileId, ssoConnectorId, language, version } = user;
      return editUser(admin(), {
        id: userId,
        name,
        email,
        roleId: role.id,
        isAdministrator,
        profileIds: [],
        defaultProfileId,
        ssoConnectorId,
        language,
        version,
      });
    },
  ],
  [
    'password_set',
    async ({ userId }) => {
      const token = newSecret();
      await world.db.userLink.create({
        data: { userId, purpose: 'reset', tokenHash: hashSecret(token), expiresAt: new Date(Date.now() + 60_000) },
      });
      return choosePassword(world.ctx(), { token, password: 'correct horse battery' });
    },
  ],
  [
    'newer_session',
    async ({ userId }) => {
      for (let index = 0; index < 5; index += 1)
        await world.db.$transaction((tx) => createSession(world.ctx(), tx, { userId, connectorId: null }));
    },
  ],
];

it(`in ${ROUNDS} revocations by each of ${REVOCATIONS.length} causes, the stream in the other process closes and says why`, async () => {
  for (const [reason, revoke] of Array.from({ length: ROUNDS }, () => REVOCATIONS).flat()) {
    await world.resetLimits();
    const agent = await agentWithBanner();
    expect((await fetch(`${address}/api/account/sessions`, { headers: { cookie: agent.cookie } })).status, reason).toBe(
      200,
    );
    await revoke(agent);
    expect((await fetch(`${address}/api/account/sessions`, { headers: { cookie: agent.cookie } })).status, reason).toBe(
      401,
    );
    const output = await untilClosed(agent);
    expect(output, reason).toContain(`event: session-ended\ndata: {"reason":"${reason}"}`);
  }
}, 240_000);

it('a session that reaches its end takes the open stream with it, though its person signed in again since', async () => {
  await world.resetLimits();
  const agent = await agentWithBanner();
  const now = new Date();
  const createdAt = new Date(now.getTime() - ABSOLUTE_MS + 300);
  await world.db.session.updateMany({ where: { userId: agent.userId }, data: { createdAt, signedInAt: now } });
  await pushToBanner(world.db, {
    userId: agent.userId,
    interactionId: null,
    type: 'connection-changed',
    payload: {},
    now,
  });
  expect(await untilClosed(agent)).toContain('event: session-ended\ndata: {"reason":"signed_out"}');
});
