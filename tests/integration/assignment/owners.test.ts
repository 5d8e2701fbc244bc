import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { FieldSource } from '@/lib/domain/interaction/data';
import { ruleDefinitionSchema } from '@/lib/domain/assignment/rule';
import { traceSchema } from '@/lib/domain/trace';
import { createFields } from '@/lib/services/crm-objects/create-fields';
import { readAccountOptions } from '@/lib/services/connections/read-account-options';
import { receiveInteraction } from '@/lib/services/interactions/receive-interaction';
import { chooseOwner } from '@/lib/services/users/choose-owner';
import { readUserOwners } from '@/lib/services/users/read-user-owners';
import { configureArticle, hubspotClient, type ArticleWorld } from '../../support/article-world';
import { startWorld, type Person } from '../../support/connect-world';

/** Whose call it is in HubSpot: the agent's owner, found by email unless somebody else was chosen for them. */
const world = await startWorld();
let article: ArticleWorld;
let hubspot: Awaited<ReturnType<typeof hubspotClient>>;
let lea: Person;
let leaId: string;
let adminId: string;
const LEA = 'lea@atelier-lumen.example';
const NOBODY = 'agent@atelier-lumen.example';
const administrator = () => world.ctx(world.administrator.actor);
const readAccount = () =>
  readAccountOptions(world.ctx({ kind: 'system', name: 'read-account-options' }), { authMethodId: article.methodId });

beforeAll(async () => {
  article = await configureArticle(world);
  hubspot = await hubspotClient(world);
  [{ id: leaId }, { id: adminId }] = await Promise.all([
    hubspot.owner(LEA),
    hubspot.owner('admin@atelier-lumen.example'),
  ]);
  lea = await world.person({ email: LEA });
  await world.db.userProfile.create({ data: { userId: lea.actor.userId, profileId: article.profileId } });
  await world.db.user.update({
    where: { id: lea.actor.userId },
    data: { defaultProfileId: article.profileId },
  });
});
beforeEach(() => world.db.userOwner.deleteMany());

let serial = 0;
async function ownerOfCallBy(agent: string): Promise<{ owner: string | null; reason: unknown; codes: string[] }> {
  serial += 1;
  const event = { id: `call-${serial}`, agent, customer: { number: '+33176993301' } };
  const { interactionId } = await receiveInteraction(article.telephone, article.event(event));
  await receiveInteraction(article.telephone, article.event({ ...event, type: 'ended' }));
  expect(await article.work()).toEqual([]);
  const assignment = await world.db.interactionAssignment.findFirstOrThrow({ where: { interactionId } });
  expect(assignment.state).toBe('logged');
  const { hubspot_owner_id: owner = null } = await hubspot.read('calls', assignment.recordId ?? '', 'hubspot_owner_id');
  return { owner, reason: assignment.reason, codes: traceSchema.parse(assignment.trace).map(({ code }) => code) };
}

describe('the preset', () => {
  it.each([
    ['before the owners were ever read', false],
    ['once the worker has read them', true],
  ])("makes the agent's HubSpot owner the owner of the call, %s", async (_when, isRead) => {
    await world.db.accountOwners.deleteMany();
    if (isRead) await readAccount();
    expect(leaId).not.toBe('');
    world.calls.forget();
    expect(await ownerOfCallBy(LEA)).toMatchObject({ owner: leaId, reason: null });
    const asked = world.calls.all().filter(({ url }) => url.pathname.includes('owners'));
    expect(asked).toHaveLength(isRead ? 0 : 1);
  });

  it('logs the call without an owner if the account has none for the agent, and says so', async () => {
    await readAccount();
    const { owner, reason, codes } = await ownerOfCallBy(NOBODY);
    expect({ owner, reason }).toEqual({ owner: null, reason: { key: 'owner_unknown', params: { agent: NOBODY } } });
    expect(codes).toContain('owner_not_found');
  });
});

describe('an exception for a user', () => {
  it("is one of the account's owners, and shown on the user's page", async () => {
    await readAccount();
    const input = { id: article.agent.actor.userId, crmId: article.crmId };
    const [before] = await readUserOwners(administrator(), { id: input.id });
    expect(before).toMatchObject({ crm: { name: 'HubSpot' }, chosen: null, byEmail: null });
    expect(before?.owners?.map(({ value }) => value)).toEqual(expect.arrayContaining([leaId, adminId]));

    await chooseOwner(administrator(), { ...input, ownerId: adminId });
    expect(await readUserOwners(administrator(), { id: input.id })).toMatchObject([{ chosen: { value: adminId } }]);
    expect(await ownerOfCallBy(NOBODY)).toMatchObject({ owner: adminId, reason: null });
    expect(
      await world.db.historyEntry.findFirst({ where: { action: 'user.edited' }, orderBy: { at: 'desc' } }),
    ).toMatchObject({
      entityId: input.id,
      after: { crm: 'HubSpot' },
    });

    await chooseOwner(administrator(), { ...input, ownerId: null });
    expect(await ownerOfCallBy(NOBODY)).toMatchObject({ owner: null });
  });

  it('comes before the email, and means nothing in another account', async () => {
    await chooseOwner(administrator(), { id: lea.actor.userId, crmId: article.crmId, ownerId: adminId });
    expect(await ownerOfCallBy(LEA)).toMatchObject({ owner: adminId });
    await world.db.userOwner.updateMany({ data: { portalId: '1' } });
    expect(await ownerOfCallBy(LEA)).toMatchObject({ owner: leaId });
  });

  it('is refused for somebody whom the account does not have, and without the right', async () => {
    const input = { id: lea.actor.userId, crmId: article.crmId, ownerId: '1' };
    await expect(chooseOwner(administrator(), input)).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      fields: { ownerId: { key: 'owner_gone' } },
    });
    await expect(chooseOwner(administrator(), { ...input, crmId: crypto.randomUUID() })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    const reader = world.ctx((await world.person({ permissions: ['users.access'] })).actor);
    await expect(chooseOwner(reader, { ...input, ownerId: null })).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(
      readUserOwners(world.ctx((await world.person({ permissions: [] })).actor), input),
    ).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
  });
});

describe('a rule', () => {
  const withOwner = async (owner: 'agent' | undefined, source?: FieldSource) => {
    const rule = await world.db.assignmentRule.findFirstOrThrow({ where: { crmId: article.crmId } });
    const { action, ...definition } = ruleDefinitionSchema.parse(rule.definition);
    if (action.kind !== 'create') throw new Error('the preset creates');
    const field = await world.db.crmField.findFirst({ where: { apiName: 'hubspot_owner_id' } });
    const mapping = action.mapping.filter(({ fieldId }) => fieldId !== field?.id);
    const { owner: _owner, ...others } = action;
    const changed = {
      ...others,
      mapping: source ? [...mapping, { fieldId: field?.id ?? '', source }] : mapping,
      ...(owner ? { owner } : {}),
    };
    await world.db.assignmentRule.update({
      where: { id: rule.id },
      data: { definition: { ...definition, action: changed } },
    });
  };
  beforeAll(async () => {
    await createFields(administrator(), {
      objectId: article.objectIds.calls,
      fields: [{ name: 'Owner', apiName: 'hubspot_owner_id', type: 'short_text' }],
    });
  });

  it('that does not say whose the record is leaves the owner alone', async () => {
    await withOwner(undefined);
    expect(await ownerOfCallBy(LEA)).toMatchObject({ owner: null, reason: null });
  });

  it.each(['agentEmail', 'agentOwner'] as const)(
    "that maps %s to an owner property means the agent's owner",
    async (key) => {
      for (const isRead of [false, true]) {
        await world.db.accountOptions.deleteMany();
        if (isRead) await readAccount();
        await withOwner(undefined, { kind: 'data', key, table: [] });
        expect(await ownerOfCallBy(LEA)).toMatchObject({ owner: leaId, reason: null });
      }
      expect(await ownerOfCallBy(NOBODY)).toMatchObject({ owner: null, reason: { key: 'owner_unknown' } });
    },
  );

  it('that maps a fixed owner means that owner, whoever the agent is', async () => {
    await withOwner('agent', { kind: 'literal', text: adminId });
    expect(await ownerOfCallBy(LEA)).toMatchObject({ owner: adminId, reason: null });
  });
});
