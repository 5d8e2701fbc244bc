import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { createCard } from '@/lib/services/cards/create-card';
import { editCard } from '@/lib/services/cards/edit-card';
import { editObject } from '@/lib/services/crm-objects/edit-object';
import { configureArticle, hubspotClient, type ArticleWorld } from '../../support/article-world';
import { startWorld } from '../../support/connect-world';

/** Whom a record belongs to that an agent creates: what the administrator chose for its object. */
const world = await startWorld();
let article: ArticleWorld;
let hubspot: Awaited<ReturnType<typeof hubspotClient>>;
let leaId: string;
let lastname: string;

beforeAll(async () => {
  article = await configureArticle(world);
  hubspot = await hubspotClient(world);
  ({ id: leaId } = await hubspot.owner('lea@atelier-lumen.example'));
  const field = await world.db.crmField.findFirstOrThrow({ where: { apiName: 'lastname' } });
  lastname = field.id;
});

async function create() {
  const card = await createCard(world.ctx(article.agent.actor), {
    objectId: article.objectIds.contacts,
    values: { [lastname]: 'Vidal' },
    attemptId: randomUUID(),
  });
  return { ...card, owner: await ownerOf(card.recordId) };
}
const ownerOf = async (id: string) =>
  (await hubspot.read('contacts', id, 'hubspot_owner_id'))['hubspot_owner_id'] ?? null;
async function choose(newRecordOwner: 'agent' | 'nobody') {
  const { id, name, version } = await world.db.crmObject.findUniqueOrThrow({
    where: { id: article.objectIds.contacts },
  });
  await editObject(world.ctx(world.administrator.actor), { id, name, newRecordOwner, version });
}

describe('a record that an agent creates', () => {
  it('belongs to the agent’s owner, which an edit leaves as it is', async () => {
    const { recordId, owner, isOwnerMissing } = await create();
    expect({ owner, isOwnerMissing }).toEqual({ owner: leaId, isOwnerMissing: false });
    const { id: other } = await hubspot.owner('admin@atelier-lumen.example');
    await hubspot.update('contacts', recordId, { hubspot_owner_id: other });
    await editCard(world.ctx(article.agent.actor), {
      objectId: article.objectIds.contacts,
      recordId,
      values: { [lastname]: 'Vidal-Roux' },
    });
    expect(await ownerOf(recordId)).toBe(other);
  });

  it('belongs to nobody if the administrator wants that, and the history says since when', async () => {
    await choose('nobody');
    expect(await create()).toMatchObject({ owner: null, isOwnerMissing: false });
    expect(
      await world.db.historyEntry.findFirst({ where: { action: 'crm-object.edited' }, orderBy: { at: 'desc' } }),
    ).toMatchObject({ before: { newRecordOwner: 'agent' }, after: { newRecordOwner: 'nobody' } });
    await choose('agent');
  });

  it('is created without an owner if the account has none for the agent, or no longer has theirs, and says so', async () => {
    await world.db.userOwner.updateMany({ data: { ownerId: '999999' } });
    expect(await create()).toMatchObject({ owner: null, isOwnerMissing: true });
    await world.db.userOwner.deleteMany();
    expect(await create()).toMatchObject({ owner: null, isOwnerMissing: true });
  });
});
