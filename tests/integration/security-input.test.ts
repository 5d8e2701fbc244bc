import fc from 'fast-check';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { hashSecret, newSecret } from '@/lib/platform/crypto';
import { configureArticle } from '../support/article-world';
import { startWorld } from '../support/connect-world';
import { describedInput, HOSTILE_TEXTS, inputFor, openPlaces } from '../support/hostile-input';
import { takeWorkAfterAnswers } from '../support/after-answer';
import { callRoute, routes, type RouteCall, type WalkedRoute } from '../support/route-walk';

// S-75, S-80: whatever comes in, nothing gets further than its schema allows and no answer is our own failure.
takeWorkAfterAnswers();

const world = await startWorld();
const SEED = 20_261_125;
const apiKey = `maker_${newSecret()}`;
let ids: string[] = [];

beforeAll(async () => {
  const article = await configureArticle(world);
  const { userId } = world.administrator.actor;
  await world.db.userProfile.create({ data: { userId, profileId: article.profileId } });
  await world.db.user.update({ where: { id: userId }, data: { defaultProfileId: article.profileId } });
  await world.db.apiKey.create({
    data: { name: 'Fuzzing', prefix: 'maker_', keyHash: hashSecret(apiKey), scopes: ['interactions.write'] },
  });
  const tables = [
    world.db.user,
    world.db.role,
    world.db.profile,
    world.db.authMethod,
    world.db.crm,
    world.db.crmObject,
    world.db.crmField,
    world.db.screenPopScenario,
    world.db.assignmentRule,
  ];
  for (const table of tables) {
    // Each of these is a table whose rows have an id; what else they have is not looked at.
    const rows = await (table.findMany as (query: object) => Promise<{ id: string }[]>)({
      select: { id: true },
      take: 4,
    });
    ids.push(...rows.map(({ id }) => id));
  }
  ids = [...new Set(ids)];
});
beforeEach(async () => {
  await world.db.rateLimit.deleteMany();
});

/** These ask HubSpot, whose pace is five searches a second, or check a password, which takes a third of a second on purpose. */
const IS_SLOW = /\/(try|cards|schema|test|pop)\b|banner\/interactions|POST \/api\/account\/confirmation$/;

async function send(route: WalkedRoute, call: RouteCall): Promise<Response> {
  if ('apiScope' in route.definition.access && route.definition.access.permission === undefined)
    return callRoute(route, { ...call, headers: { authorization: `Bearer ${apiKey}` } });
  const { browser, actor } = world.administrator;
  let answer = await callRoute(route, { ...call, browser });
  // Each of these is one of thousands, and what is looked at here comes after the limits.
  if (answer.status === 429) {
    await world.resetLimits();
    answer = await callRoute(route, { ...call, browser });
  }
  if (answer.status !== 401) return answer;
  // Among the things that an administrator can do is to end every session, their own included.
  await world.db.session.update({ where: { id: actor.sessionId }, data: { revokedAt: null } });
  return callRoute(route, { ...call, browser });
}

/** Errors have one of our messages; internal errors and stacks never leak. */
async function expectAnswer(response: Response): Promise<void> {
  expect(response.status, 'a failure of our own').not.toBe(500);
  if (response.status < 400) return;
  const body: { error: { message: string; code: string } } = await response.json();
  expect(body.error.message.length).toBeGreaterThan(3);
  expect(JSON.stringify(body)).not.toMatch(/prisma|node_modules|\bat \w+ \(|SELECT |postgres/i);
}

/** Ending the very session that sends would only make everything else a 401. */
const fuzzed = routes.filter(({ name }) => !/account\/sessions|GET \/api\/banner\/stream/.test(name));

describe.each(fuzzed)('$name', (route) => {
  const { body, query, params } = route.definition;

  it('answers hostile input with a clear message', async () => {
    const bodies = body ? inputFor(describedInput(body), ids) : fc.constant({});
    const queries = query ? hostileQuery(describedInput(query)) : fc.constant({});
    const paths = params ? hostileParams(describedInput(params)) : fc.constant({});
    await fc.assert(
      fc.asyncProperty(bodies, queries, paths, async (sent, asked, named) =>
        expectAnswer(await send(route, { body: sent, query: asked, params: named })),
      ),
      // What came before is not sent again: where little can be sent, that is most of it.
      { numRuns: IS_SLOW.test(route.name) ? 15 : 60, seed: SEED, ignoreEqualValues: true },
    );
  });

  if (!body) return;

  it('refuses invalid and oversized JSON', async () => {
    for (const text of ['{', '"', '{"a":', 'undefined', '\u0000', '[1,]', '{"a":1}}', `"${'a'.repeat(1_000_001)}"`]) {
      const response = await send(route, { text });
      expect(response.status, text.slice(0, 20)).toBe(400);
      await expectAnswer(response);
    }
    await expectAnswer(await send(route, { text: `${'['.repeat(200_000)}${']'.repeat(200_000)}` }));
  });

  it('refuses unknown fields, whatever their name', async () => {
    for (const name of [
      'isAdministrator',
      'passwordHash',
      'id',
      'createdAt',
      'userId',
      'role',
      'tokenHash',
      '__proto__',
      'constructor',
      'prototype',
    ]) {
      const known = Object.keys(Object(describedInput(body)['properties']));
      if (known.includes(name)) continue;
      const response = await send(route, { text: `{${JSON.stringify(name)}: {"isAdministrator": true}}` });
      expect(response.status, name).toBe(400);
    }
    expect(Object.prototype).not.toHaveProperty('isAdministrator');
  });

  it('has a limit for every field', () => {
    expect(openPlaces(describedInput(body))).toEqual([]);
  });
});

describe("text that PostgreSQL can't store", () => {
  it.each(
    routes.filter(({ definition: { query } }) => query && 'search' in Object(describedInput(query)['properties'])),
  )("isn't searched for by $name", async (route) => {
    for (const search of ['\u0000', 'a\u0000b']) expect((await send(route, { query: { search } })).status).toBe(400);
  });

  it('is refused beside its field', async () => {
    const role = routes.find(({ name }) => name === 'POST /api/roles') ?? expect.fail('no such route');
    const response = await send(role, { body: { name: 'a\u0000', description: 'half a \ud83d', permissions: [] } });
    const { error }: { error: { fields: Record<string, string> } } = await response.json();
    expect([response.status, Object.keys(error.fields).sort()]).toEqual([400, ['description', 'name']]);
  });
});

describe('query parameters', () => {
  it.each(routes.filter(({ definition: { query } }) => query))('have limits on $name', ({ definition: { query } }) => {
    const open = query ? openPlaces(describedInput(query)) : [];
    // Numbers and answers of yes or no are made from text: their description is empty.
    expect(open.filter((place) => !place.endsWith(': anything'))).toEqual([]);
  });
});

function hostileQuery(schema: Record<string, unknown>): fc.Arbitrary<Record<string, string>> {
  const names = Object.keys(Object(schema['properties']));
  return fc.dictionary(
    fc.constantFrom(...names, 'unknown', '__proto__'),
    fc.oneof(
      fc.constantFrom(...HOSTILE_TEXTS.filter((text) => text.length < 4000), '1', '2', ...ids),
      fc.string({ maxLength: 30 }),
    ),
    { maxKeys: 4 },
  );
}

function hostileParams(schema: Record<string, unknown>): fc.Arbitrary<Record<string, string>> {
  const names = Object.keys(Object(schema['properties']));
  const value = fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...ids) },
    fc.constantFrom(
      ...HOSTILE_TEXTS.filter((text) => text !== '' && text.length < 400 && !/\p{Surrogate}/u.test(text)),
    ),
    fc.uuid(),
  );
  return fc.record(Object.fromEntries(names.map((name) => [name, value])));
}
