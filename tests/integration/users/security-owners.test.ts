import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { startWorld } from '../../support/connect-world';
import { callRoute, routeNamed } from '../../support/route-walk';

/** Who owns what a user writes in the CRM, chosen per user: only owners of that very account, and nobody above oneself. */
const world = await startWorld();
const PUT = routeNamed('PUT /api/users/{id}/owners/{crmId}');

let made = 0;
async function crm(ownerId: string): Promise<string> {
  made += 1;
  const { id } = await world.db.crm.create({
    data: {
      name: `CRM ${made}`,
      reference: `crm-${made}`,
      type: 'hubspot',
      authMethod: {
        create: {
          name: `Method ${made}`,
          provider: 'hubspot',
          environment: '1',
          clientId: 'x',
          portalId: String(made),
          owners: {
            create: {
              owners: [{ id: ownerId, email: 'owner@example.com', name: `Owner ${ownerId}` }],
              readAt: new Date(),
            },
          },
        },
      },
    },
  });
  return id;
}
const [first, second] = [await crm('11'), await crm('22')];
const choose = async (
  browser: (typeof world.administrator)['browser'],
  params: Record<string, string>,
  body: unknown,
) => {
  const answer = await callRoute(PUT, { browser, params, body });
  return { status: answer.status, text: await answer.text() };
};
const owners = () => world.db.userOwner.findMany({ orderBy: [{ userId: 'asc' }, { crmId: 'asc' }] });

it('is an owner of that account, not of another', async () => {
  const { actor } = await world.person();
  const { browser } = world.administrator;
  const refused = await choose(browser, { id: actor.userId, crmId: first }, { ownerId: '22' });
  expect([refused.status, JSON.parse(refused.text)]).toEqual([
    400,
    { error: expect.objectContaining({ fields: { ownerId: expect.any(String) } }) },
  ]);
  // Nor does the answer say whose it is.
  expect(refused.text).not.toContain('Owner 22');
  expect(await owners()).toEqual([]);
  expect((await choose(browser, { id: actor.userId, crmId: first }, { ownerId: '11' })).status).toBe(204);
  expect((await choose(browser, { id: actor.userId, crmId: second }, { ownerId: '22' })).status).toBe(204);
  expect(await owners()).toMatchObject([{ ownerName: expect.any(String) }, { ownerName: expect.any(String) }]);
  await world.db.userOwner.deleteMany();
});

it('names things that are there, in values that are right', async () => {
  const { actor } = await world.person();
  const { browser } = world.administrator;
  const id = actor.userId;
  const before = await owners();
  expect((await choose(browser, { id: randomUUID(), crmId: first }, { ownerId: '11' })).status).toBe(404);
  expect((await choose(browser, { id, crmId: randomUUID() }, { ownerId: '11' })).status).toBe(404);
  // The id of one kind of thing is none of another.
  expect((await choose(browser, { id: first, crmId: id }, { ownerId: '11' })).status).toBe(404);
  for (const params of [
    { id: 'x', crmId: first },
    { id, crmId: '../../users' },
    { id, crmId: '%00' },
  ])
    expect((await choose(browser, params, { ownerId: '11' })).status).toBeGreaterThanOrEqual(400);
  for (const body of [
    {},
    { ownerId: 11 },
    { ownerId: ['11'] },
    { ownerId: { not: '' } },
    { ownerId: '1'.repeat(10_000) },
    { ownerId: '11\u0000' },
    { ownerId: '11', ownerName: 'Boss' },
    { ownerId: '11', portalId: '2' },
    { ownerId: '11', userId: world.administrator.actor.userId },
  ])
    expect((await choose(browser, { id, crmId: first }, body)).status, JSON.stringify(body).slice(0, 60)).toBe(400);
  expect(await owners()).toEqual(before);
});

it('is for somebody who may change users, and not for those above them', async () => {
  const { browser } = await world.person({ permissions: ['users.modify'] });
  const stronger = await world.person({ permissions: ['users.modify', 'roles.modify'] });
  const params = (userId: string) => ({ id: userId, crmId: first });
  for (const { actor } of [stronger, world.administrator])
    expect((await choose(browser, params(actor.userId), { ownerId: '11' })).status).toBe(403);
  const agent = await world.person();
  expect((await choose(agent.browser, params(agent.actor.userId), { ownerId: '11' })).status).toBe(403);
  expect(await owners()).toEqual([]);
  expect((await choose(browser, params(agent.actor.userId), { ownerId: '11' })).status).toBe(204);
});
