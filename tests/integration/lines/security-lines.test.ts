import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { editLine } from '@/lib/services/lines/edit-line';
import { readLine } from '@/lib/services/lines/queries';
import { createProfile } from '@/lib/services/profiles/create-profile';
import { deleteProfile } from '@/lib/services/profiles/delete-profile';
import { receiveInteraction } from '@/lib/services/interactions/receive-interaction';
import { configureArticle, type ArticleWorld } from '../../support/article-world';
import { startWorld } from '../../support/connect-world';
import { takeWorkAfterAnswers } from '../../support/after-answer';
import { callRoute, routeNamed, type RouteCall } from '../../support/route-walk';

/** Lines as an attacker sees them: a way to a profile that one lacks, to rows without end, to somebody else's things. */
takeWorkAfterAnswers();

const world = await startWorld();
const admin = world.ctx(world.administrator.actor);
let article: ArticleWorld;
beforeAll(async () => {
  article = await configureArticle(world);
});
const call = async (name: string, options: RouteCall) => {
  const answer = await callRoute(routeNamed(name), options);
  return { status: answer.status, text: await answer.text() };
};
const line = (name: string) =>
  world.db.line.create({ data: { name, kind: 'queue', value: name, valueKey: name.toLowerCase() } });

describe('a line', () => {
  it('whose profile somebody chooses shows them no record of it', async () => {
    const { browser } = await world.person({ permissions: ['lines.access', 'lines.modify', 'interactions.access'] });
    const { id, version } = await line('Nobody');
    const body = { name: 'Nobody', profileId: article.profileId, version };
    expect((await call('PATCH /api/lines/{id}', { browser, params: { id }, body })).status).toBe(200);
    const { interactionId } = await receiveInteraction(article.telephone, {
      source: 'attack',
      id: randomUUID(),
      type: 'missed',
      at: '2026-11-23T08:00:00Z',
      channel: 'voice',
      direction: 'incoming',
      queue: 'Nobody',
      customer: { number: '+33176000101' },
    });
    const search = { objectId: article.objectIds.contacts, text: 'a' };
    const params = { id: interactionId };
    for (const [name, sent] of [
      ['POST /api/interactions/{id}/cards/search', search],
      ['PUT /api/interactions/{id}/card', { objectId: search.objectId, recordId: '1', as: 'main', version: 1 }],
      ['PUT /api/interactions/{id}/exclusion', {}],
      ['POST /api/interactions/batches', { action: 'retry' }],
    ] as const)
      expect((await call(name, { browser, params, body: sent })).status, name).toBe(403);
    expect((await call('POST /api/banner/cards/search', { browser, body: search })).status).toBeGreaterThanOrEqual(400);
  });

  it.each([
    '0193a1f0-0000-7000-8000-000000000001',
    'the-id-of-a-crm',
    'x',
    '',
    7,
    {},
    [],
    'a'.repeat(10_000),
    { contains: '' },
  ])('takes no profile that is none: %j', async (wrong) => {
    const profileId = wrong === 'the-id-of-a-crm' ? article.crmId : wrong;
    const { id, name, version } = await line(`L${randomUUID()}`);
    const { browser } = world.administrator;
    for (const answer of [
      await call('PATCH /api/lines/{id}', { browser, params: { id }, body: { name, profileId, version } }),
      await call('POST /api/lines', { browser, body: { name: `N${name}`, profileId } }),
      await call('PUT /api/lines/default', { browser, body: { profileId, version: 1 } }),
    ]) {
      expect(answer.status).toBe(400);
      expect(answer.text.length).toBeLessThan(2_000);
    }
    expect(await world.db.line.count({ where: { OR: [{ id, version: { not: 1 } }, { name: `N${name}` }] } })).toBe(0);
  });

  it('and its kind, number and version stay what they are', async () => {
    const { id, name } = await line('Fixed');
    const { browser } = world.administrator;
    const form = { name, profileId: null, version: 1 };
    for (const more of [
      { kind: 'number' },
      { value: 'Other' },
      { valueKey: 'other' },
      { id: randomUUID() },
      { tags: [] },
      { version: 2 },
      { version: '1 OR 1=1' },
      { name: '' },
      { name: 'x'.repeat(10_000) },
      { name: 'a\u0000b' },
      { name: { set: 'x' } },
    ])
      expect([400, 409]).toContain(
        (await call('PATCH /api/lines/{id}', { browser, params: { id }, body: { ...form, ...more } })).status,
      );
    expect(await world.db.line.findUniqueOrThrow({ where: { id } })).toMatchObject({
      ...form,
      kind: 'queue',
      value: 'Fixed',
    });
  });

  it('never keeps a profile that is deleted at the same moment', async () => {
    for (let round = 0; round < 15; round += 1) {
      const made = await createProfile(admin, { name: `P${randomUUID()}`, description: '', crmIds: [], objects: [] });
      const { id, name, version } = await line(`R${randomUUID()}`);
      await Promise.allSettled([
        editLine(admin, { id, name, version, profileId: made.id }),
        deleteProfile(admin, { id: made.id }),
      ]);
      const { profile } = await readLine(admin, { id });
      const isThere = (await world.db.profile.count({ where: { id: made.id } })) === 1;
      expect([null, ...(isThere ? [made.id] : [])]).toContain(profile?.id ?? null);
    }
  });
});

describe('what a phone system reports as our number or queue', () => {
  it.each([
    '../../etc/passwd',
    '\'; DROP TABLE "Line"; --',
    '<img src=x onerror=alert(1)>',
    '\u202Egnp.exe',
    '\u0000',
    '__proto__',
    'constructor',
    '{{7*7}}',
    '=HYPERLINK("http://attacker.example")',
    'é'.repeat(200),
  ])('is text and nothing else: %j', async (queue) => {
    const before = await world.db.line.count();
    const sent = {
      source: 'attack',
      id: randomUUID(),
      type: 'missed',
      queue,
      ourNumber: queue,
      customer: { number: '1' },
    };
    await receiveInteraction(article.telephone, sent);
    const known = await world.db.line.count();
    expect(known - before).toBeLessThanOrEqual(1);
    await receiveInteraction(article.telephone, { ...sent, id: randomUUID() });
    expect(await world.db.line.count()).toBe(known);
  });
});
