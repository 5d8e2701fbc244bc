import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { API_SCOPES } from '@/lib/domain/people/api-key';
import { PERMISSIONS, type Permission } from '@/lib/domain/base/permissions';
import { hashSecret, newSecret } from '@/lib/platform/crypto';
import { startWorld, type Person } from '../support/connect-world';
import { takeWorkAfterAnswers } from '../support/after-answer';
import {
  AUTH_ACTIONS,
  callRoute,
  NO_ROUTES,
  otherRoutes,
  routes,
  type RouteCall,
  type WalkedRoute,
} from '../support/route-walk';

// S-70: every route with every kind of caller. What is not allowed is refused before anything is read or parsed.
takeWorkAfterAnswers();

const world = await startWorld();
beforeEach(async () => {
  await world.db.rateLimit.deleteMany();
});

const people = new Map<string, Promise<Person>>();
function personWith(permissions: readonly Permission[]): Promise<Person> {
  const key = permissions.join();
  const known = people.get(key) ?? world.person({ permissions: [...permissions] });
  people.set(key, known);
  return known;
}

const statusFor = async (route: WalkedRoute, person: Person | null, headers: Record<string, string> = {}) =>
  (await callRoute(route, { ...(person ? { browser: person.browser } : {}), headers })).status;

const allBut = (permission: Permission) => PERMISSIONS.filter((other) => other !== permission);
const refused = [401, 403];

async function apiKey(scopes: string[], revokedAt: Date | null = null): Promise<string> {
  const key = `maker_${newSecret()}`;
  await world.db.apiKey.create({
    data: { name: `Key ${randomUUID()}`, prefix: 'maker_', keyHash: hashSecret(key), scopes, revokedAt },
  });
  return key;
}

describe.each(routes)('$name', (route) => {
  const { access } = route.definition;
  const bearer = async (scopes: readonly string[], revokedAt: Date | null = null) => ({
    authorization: `Bearer ${await apiKey([...scopes], revokedAt)}`,
  });

  if ('permission' in access && access.permission) {
    const { permission, apiScope } = access;
    it(`needs ${permission}: refuses visitors and users with every other permission`, async () => {
      expect(await statusFor(route, null)).toBe(401);
      expect(await statusFor(route, await personWith([]))).toBe(403);
      expect(await statusFor(route, await personWith(allBut(permission)))).toBe(403);
    });
    it(apiScope ? `lets a machine through with ${apiScope} alone` : 'knows no machine', async () => {
      if (!apiScope) return expect(await statusFor(route, null, await bearer(API_SCOPES))).toBe(401);
      expect(await statusFor(route, null, await bearer(API_SCOPES.filter((scope) => scope !== apiScope)))).toBe(403);
      expect(await statusFor(route, null, await bearer([apiScope], new Date()))).toBe(401);
      expect(refused).not.toContain(await statusFor(route, null, await bearer([apiScope])));
      // A key that does not do does not become a session.
      expect(await statusFor(route, world.administrator, await bearer([apiScope], new Date()))).toBe(401);
    });
    it('accepts users with exactly that permission, and administrators', async () => {
      expect(refused).not.toContain(await statusFor(route, await personWith([permission])));
      expect(refused).not.toContain(await statusFor(route, world.administrator));
    });
    it('refuses users whose session ended or who were disabled', async () => {
      const gone = await world.person({ isAdministrator: true });
      await world.db.session.update({ where: { id: gone.actor.sessionId }, data: { revokedAt: new Date() } });
      const disabled = await world.person({ isAdministrator: true });
      await world.db.user.update({ where: { id: disabled.actor.userId }, data: { status: 'disabled' } });
      expect([await statusFor(route, gone), await statusFor(route, disabled)]).toEqual([401, 401]);
    });
  } else if ('administrator' in access) {
    it('requires an administrator', async () => {
      expect([await statusFor(route, null), await statusFor(route, await personWith(PERMISSIONS))]).toEqual([401, 403]);
      expect(refused).not.toContain(await statusFor(route, world.administrator));
    });
  } else if ('signedIn' in access) {
    it('requires a signed-in user, and refuses API keys', async () => {
      expect(await statusFor(route, null)).toBe(401);
      expect(await statusFor(route, null, await bearer(API_SCOPES))).toBe(401);
      expect(refused).not.toContain(await statusFor(route, await world.person()));
    });
  } else if ('apiScope' in access && access.apiScope) {
    const { apiScope } = access;
    it(`needs a key with ${apiScope}; a session isn't enough, not even an administrator's`, async () => {
      expect(await statusFor(route, null)).toBe(401);
      expect(await statusFor(route, world.administrator)).toBe(401);
      expect(await statusFor(route, null, { authorization: `Bearer maker_${newSecret()}` })).toBe(401);
      expect(await statusFor(route, null, await bearer([apiScope], new Date()))).toBe(401);
      expect(await statusFor(route, null, await bearer(['another.scope']))).toBe(403);
      expect(await statusFor(route, null, await bearer([apiScope]))).toBe(400);
    });
  } else {
    it('is public on purpose', async () => {
      expect(PUBLIC_ROUTES).toContain(route.name);
      expect(refused).not.toContain(await statusFor(route, null));
    });
  }
});

/** A route that becomes public is a decision, taken here. */
const PUBLIC_ROUTES = [
  'GET /api/authclients/hbdnakz/fzefdzs',
  'GET /api/health',
  'GET /api/health/ready',
  'GET /api/openapi.json',
  'GET /api/sso/login/oauth/callback',
  'GET /api/sso/login/{reference}',
  'POST /api/csp-reports',
  'POST /api/set-password',
  'POST /api/setup',
  'POST /api/sign-in/code',
  'POST /api/sign-in/enrolment',
  'POST /api/sign-in/enrolment/confirm',
  'POST /api/sign-in/passkey',
  'POST /api/sign-in/passkey/options',
];

describe('what is no route of ours', () => {
  const others = (names: readonly string[]) => otherRoutes.filter(({ name }) => names.includes(name));
  const everybody = async (): Promise<RouteCall[]> => [
    { headers: {} },
    { headers: { authorization: `Bearer ${await apiKey([...API_SCOPES])}` } },
    { browser: (await personWith([])).browser },
    { browser: world.administrator.browser },
  ];

  it.each(others(NO_ROUTES))('$name: not found, whoever asks', async (route) => {
    for (const caller of await everybody()) {
      const answer = await callRoute(route, caller);
      expect(answer.status).toBe(404);
      expect(answer.headers.getSetCookie()).toEqual([]);
      expect(await answer.json()).toEqual({
        error: { code: 'NOT_FOUND', key: 'not_found', message: expect.any(String), reference: expect.any(String) },
      });
    }
  });

  it.each(others(AUTH_ACTIONS))(
    "$name: the token of next-auth's forms is for everybody, the rest needs it",
    async (route) => {
      for (const caller of await everybody())
        expect((await callRoute(route, caller)).status).toBe(route.definition.method === 'GET' ? 200 : 403);
    },
  );
});

it('every permission is required by some route', () => {
  const asked = new Set(
    routes.flatMap(({ definition: { access } }) =>
      'permission' in access && access.permission ? [access.permission] : [],
    ),
  );
  expect(PERMISSIONS.filter((permission) => !asked.has(permission))).toEqual([]);
});

describe('reading an unknown ID', () => {
  const byId = routes.filter(
    ({ definition: { method, path, access } }) =>
      method === 'GET' &&
      path.includes('{') &&
      ('permission' in access || 'administrator' in access || 'signedIn' in access),
  );

  it.each(byId)('$name: not found', async (route) => {
    expect(await statusFor(route, world.administrator)).toBe(404);
  });
});
