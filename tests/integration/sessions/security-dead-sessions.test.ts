import { beforeEach, describe, expect, it } from 'vitest';
import { ABSOLUTE_MS, IDLE_MS } from '@/lib/services/sessions/read-session';
import { startWorld, type Person } from '../../support/connect-world';
import { takeWorkAfterAnswers } from '../../support/after-answer';
import { callRoute, routes } from '../../support/route-walk';

/** S-53: a session that is over opens no route at all, however it ended, also for somebody who may do everything. */
takeWorkAfterAnswers();

const world = await startWorld();
beforeEach(async () => {
  await world.db.rateLimit.deleteMany();
});

const ago = (ms: number) => new Date(Date.now() - ms - 1_000);
const session = ({ actor }: Person, data: object) => world.db.session.update({ where: { id: actor.sessionId }, data });
const ENDS: [name: string, end: (person: Person) => Promise<unknown>][] = [
  ['ended', (person) => session(person, { revokedAt: new Date(), revokedReason: 'signed_out' })],
  ['without use for too long', (person) => session(person, { lastSeenAt: ago(IDLE_MS) })],
  ['older than any may be', (person) => session(person, { createdAt: ago(ABSOLUTE_MS), lastSeenAt: new Date() })],
  [
    'of a disabled user',
    ({ actor }) => world.db.user.update({ where: { id: actor.userId }, data: { status: 'disabled' } }),
  ],
  [
    'renewed elsewhere, under another token',
    (person) => session(person, { tokenHash: `other-${person.actor.userId}` }),
  ],
  ['deleted', ({ actor }) => world.db.session.delete({ where: { id: actor.sessionId } })],
];
const guarded = routes.filter(
  ({ definition: { access } }) => !('public' in access) && !('apiScope' in access && access.permission === undefined),
);

describe.each(ENDS)('a session %s', (_name, end) => {
  it('opens none of the routes that need one, and comes back by none', async () => {
    const person = await world.person({ isAdministrator: true });
    const before = await callRoute(routeOf('GET /api/account/sessions'), { browser: person.browser });
    expect(before.status).toBe(200);
    await end(person);
    const state = () => world.db.session.findMany({ where: { userId: person.actor.userId } });
    const ended = await state();
    const opened: string[] = [];
    for (const route of guarded) {
      const { status, headers } = await callRoute(route, { browser: person.browser });
      if (status !== 401 || headers.getSetCookie().length > 0) opened.push(`${route.name}: ${status}`);
    }
    expect(opened).toEqual([]);
    expect(await state()).toEqual(ended);
  });
});

function routeOf(name: string) {
  return routes.find((route) => route.name === name) ?? expect.fail('no such route');
}
