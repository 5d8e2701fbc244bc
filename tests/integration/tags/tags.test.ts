import { beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '@/lib/domain/base/app-error';
import { LIMITS } from '@/lib/domain/base/limits';
import { listMethods } from '@/lib/services/auth-methods/queries';
import { deleteMethod } from '@/lib/services/auth-methods/delete-method';
import { duplicateMethod } from '@/lib/services/auth-methods/duplicate-method';
import type { Ctx } from '@/lib/services/context';
import { createCrm } from '@/lib/services/crms/create-crm';
import { deleteCrm } from '@/lib/services/crms/delete-crm';
import { duplicateCrm } from '@/lib/services/crms/duplicate-crm';
import { listCrms } from '@/lib/services/crms/queries';
import { createProfile } from '@/lib/services/profiles/create-profile';
import { deleteProfile } from '@/lib/services/profiles/delete-profile';
import { duplicateProfile } from '@/lib/services/profiles/duplicate-profile';
import { listProfiles } from '@/lib/services/profiles/queries';
import { createRole } from '@/lib/services/roles/create-role';
import { deleteRole } from '@/lib/services/roles/delete-role';
import { duplicateRole } from '@/lib/services/roles/duplicate-role';
import { listRoles } from '@/lib/services/roles/queries';
import { createConnector } from '@/lib/services/sso-connectors/create-connector';
import { deleteConnector } from '@/lib/services/sso-connectors/delete-connector';
import { duplicateConnector } from '@/lib/services/sso-connectors/duplicate-connector';
import { listConnectors } from '@/lib/services/sso-connectors/queries';
import { changeTags } from '@/lib/services/tags/change-tags';
import { createTag } from '@/lib/services/tags/create-tag';
import { deleteTag } from '@/lib/services/tags/delete-tag';
import { editTag } from '@/lib/services/tags/edit-tag';
import { readTag, listTags, listTagChoices, listTagDependencies, listEntityTags } from '@/lib/services/tags/queries';
import { deleteUser } from '@/lib/services/users/delete-user';
import { listUsers } from '@/lib/services/users/queries';
import { startWorld } from '../../support/connect-world';
import { entityByName } from '../../support/entity-by-name';
import { ENTITIES, TAGGABLE_KINDS, type TaggableKind } from '@/lib/domain/base/modules';

const world = await startWorld();
const GONE = '0192f0c1-0000-7000-8000-000000000001';
let ctx: Ctx;
let count = 0;

beforeEach(async () => {
  await world.db.tag.deleteMany();
  ctx = world.ctx(world.administrator.actor);
});

async function refusalOf(call: Promise<unknown>): Promise<AppError> {
  try {
    await call;
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
  throw new Error('The call went through');
}

/** A context with only these permissions. */
async function withRights(...permissions: string[]): Promise<Ctx> {
  return world.ctx((await world.person({ permissions })).actor);
}

const tag = async (name: string, colour: 'grey' | 'blue' = 'grey') => (await createTag(ctx, { name, colour })).id;
const names = (tags: readonly { name: string }[]) => tags.map(({ name }) => name);
const give = (kind: TaggableKind, id: string, ...add: string[]) => changeTags(ctx, { kind, id, add, remove: [] });

interface Sample {
  make: () => Promise<string>;
  remove: (id: string) => Promise<void>;
  list: (tagIds: string[]) => Promise<{ items: { id: string; tags: { name: string }[] }[]; matching: number }>;
}

/** Kinds that need more than a name, created by their module's verbs. */
const SAMPLES: Partial<Record<TaggableKind, Sample>> = {
  user: {
    make: async () => (await world.person()).actor.userId,
    remove: (id) => deleteUser(ctx, { id }),
    list: (tagIds) => listUsers(ctx, { tagIds }),
  },
  role: {
    make: async () => (await createRole(ctx, { name: next('Role'), description: '', permissions: [] })).id,
    remove: (id) => deleteRole(ctx, { id }),
    list: (tagIds) => listRoles(ctx, { tagIds }),
  },
  profile: {
    make: async () =>
      (await createProfile(ctx, { name: next('Profile'), description: '', crmIds: [], objects: [] })).id,
    remove: (id) => deleteProfile(ctx, { id }),
    list: (tagIds) => listProfiles(ctx, { tagIds }),
  },
  crm: {
    make: async () =>
      (
        await createCrm(ctx, {
          name: next('CRM'),
          reference: next('crm-'),
          type: 'hubspot',
          authMethodId: await world.method(),
        })
      ).id,
    remove: (id) => deleteCrm(ctx, { id }),
    list: (tagIds) => listCrms(ctx, { tagIds }),
  },
  'sso-connector': {
    make: async () =>
      (
        await createConnector(ctx, {
          name: next('Connector'),
          reference: next('c-'),
          type: 'hubspot',
          authMethodId: await world.method(),
          enabled: true,
        })
      ).id,
    remove: (id) => deleteConnector(ctx, { id }),
    list: (tagIds) => listConnectors(ctx, { tagIds }),
  },
  'auth-method': {
    make: () => world.method(),
    remove: (id) => deleteMethod(ctx, { id }),
    list: (tagIds) => listMethods(ctx, { tagIds }),
  },
};

function sample(kind: TaggableKind): Sample {
  const { create, remove, list } = entityByName(kind);
  return (
    SAMPLES[kind] ?? {
      make: () => create(ctx, next('Sample')),
      remove: (id) => remove(ctx, id),
      list: (tagIds) => list(ctx, { tagIds }),
    }
  );
}

function next(word: string): string {
  count += 1;
  return `${word}${count}`;
}

describe('refusals', () => {
  it('a name already in use, ignoring case, spaces and Unicode form, beside the field', async () => {
    await tag('Équipe  du matin');
    for (const name of ['Équipe du matin', 'ÉQUIPE DU MATIN', ' équipe du   matin ', 'E\u0301quipe du matin']) {
      const refusal = await refusalOf(createTag(ctx, { name, colour: 'blue' }));
      expect([name, refusal.code, refusal.fields]).toEqual([name, 'CONFLICT', { name: { key: 'taken' } }]);
    }
    // A different name is a different tag.
    const other = await tag('Equipe du matin');
    const renamed = await refusalOf(editTag(ctx, { id: other, name: 'équipe du matin', colour: 'grey', version: 1 }));
    expect(renamed.fields).toEqual({ name: { key: 'taken' } });
    expect((await listTags(ctx)).total).toBe(2);
  });

  it('an empty or long name, and an unknown colour', async () => {
    const empty = await refusalOf(createTag(ctx, { name: '   ', colour: 'grey' }));
    expect([empty.code, empty.fields?.['name']?.key]).toEqual(['INVALID_INPUT', 'required']);
    expect((await refusalOf(createTag(ctx, { name: 'x'.repeat(41), colour: 'grey' }))).fields?.['name']).toMatchObject({
      key: 'too_big_text',
      params: { maximum: 40 },
    });
    const invented: string = 'gold';
    const colour = await refusalOf(
      createTag(ctx, Object.assign({ name: 'Gold', colour: 'grey' as const }, { colour: invented })),
    );
    expect(colour.fields?.['colour']?.key).toBe('not_offered');
    expect(await world.db.tag.count()).toBe(0);
  });

  it('exceeding the limit by one, even with two concurrent creations', async () => {
    await world.db.tag.createMany({
      data: Array.from({ length: LIMITS.tags - 1 }, (_, index) => ({
        name: `Filler ${index}`,
        nameKey: `filler ${index}`,
        colour: 'grey',
      })),
    });
    const both = await Promise.allSettled([
      createTag(ctx, { name: 'First', colour: 'grey' }),
      createTag(ctx, { name: 'Second', colour: 'grey' }),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const refusal = await refusalOf(createTag(ctx, { name: 'Third', colour: 'grey' }));
    expect([refusal.code, refusal.key, refusal.params]).toEqual(['LIMIT_REACHED', 'limit_tags', { limit: 50 }]);
  });

  it('a save that conflicts with another user’s', async () => {
    const id = await tag('Paris');
    await editTag(ctx, { id, name: 'Paris 9', colour: 'blue', version: 1 });
    const stale = await refusalOf(editTag(ctx, { id, name: 'Paris 10', colour: 'grey', version: 1 }));
    expect([stale.code, stale.key]).toEqual(['CONFLICT', 'changed_meanwhile']);
    const { actor } = ctx;
    expect(stale.details).toEqual({
      version: 2,
      changed: { by: actor.kind === 'user' ? actor.name : null, at: expect.any(Date) },
    });
    expect(await readTag(ctx, { id })).toMatchObject({ name: 'Paris 9', colour: 'blue', version: 2 });
  });

  it('every verb without its permission, and nothing is written', async () => {
    const id = await tag('Paris');
    const reader = await withRights('tags.access');
    expect((await refusalOf(createTag(reader, { name: 'New', colour: 'grey' }))).params).toEqual({
      permission: 'tags.create',
    });
    expect((await refusalOf(editTag(reader, { id, name: 'New', colour: 'grey', version: 1 }))).params).toEqual({
      permission: 'tags.modify',
    });
    expect((await refusalOf(deleteTag(reader, { id }))).params).toEqual({ permission: 'tags.delete' });
    const stranger = await withRights('users.access');
    for (const query of [listTags(stranger), readTag(stranger, { id }), listTagDependencies(stranger, { id })]) {
      expect((await refusalOf(query)).params).toEqual({ permission: 'tags.access' });
    }
    expect((await refusalOf(listTags(world.ctx()))).code).toBe('UNAUTHENTICATED');
    expect(names((await listTags(ctx)).items)).toEqual(['Paris']);
  });

  it.each(TAGGABLE_KINDS)(
    'tagging a %s without permission to modify it, or seeing its tags without access',
    async (kind) => {
      const [thing, id] = [await sample(kind).make(), await tag('Paris')];
      const owner = ENTITIES[kind].module;
      // Permissions of the module Tags don't extend to entities of other modules.
      const reader = await withRights(`${owner}.access`, 'tags.modify');
      expect((await refusalOf(changeTags(reader, { kind, id: thing, add: [id], remove: [] }))).params).toEqual({
        permission: `${owner}.modify`,
      });
      const stranger = await withRights('tags.access');
      expect((await refusalOf(listEntityTags(stranger, { kind, id: thing }))).params).toEqual({
        permission: `${owner}.access`,
      });
      expect((await refusalOf(listTagChoices(stranger, { kind }))).params).toEqual({ permission: `${owner}.access` });
      expect((await listEntityTags(reader, { kind, id: thing })).items).toEqual([]);
    },
  );

  it('tagging a user with more permissions than the actor', async () => {
    const id = await tag('Paris');
    const clerk = await withRights('users.access', 'users.modify');
    const refusal = await refusalOf(
      changeTags(clerk, { kind: 'user', id: world.administrator.actor.userId, add: [id], remove: [] }),
    );
    expect([refusal.code, refusal.key]).toEqual(['FORBIDDEN', 'administrators_only']);
  });

  it('a deleted tag, and then none of the others is assigned', async () => {
    const [role, paris] = [await sample('role').make(), await tag('Paris')];
    const refusal = await refusalOf(give('role', role, paris, GONE));
    expect([refusal.code, refusal.fields]).toEqual(['INVALID_INPUT', { 'add.1': { key: 'tag_gone' } }]);
    expect((await listEntityTags(ctx, { kind: 'role', id: role })).items).toEqual([]);
  });

  it('adding and removing the same tag, a malformed ID, more tags than allowed', async () => {
    const [role, paris] = [await sample('role').make(), await tag('Paris')];
    expect(
      (await refusalOf(changeTags(ctx, { kind: 'role', id: role, add: [paris], remove: [paris] }))).fields,
    ).toEqual({ 'add.0': { key: 'tag_added_and_removed' } });
    expect((await refusalOf(give('role', role, 'paris'))).fields).toEqual({ 'add.0': { key: 'wrong_format' } });
    expect((await refusalOf(give('role', role, ...Array.from({ length: 51 }, () => paris)))).fields?.['add']?.key).toBe(
      'too_big_list',
    );
  });

  it.each(TAGGABLE_KINDS)('tags of a deleted %s', async (kind) => {
    expect((await refusalOf(changeTags(ctx, { kind, id: GONE, add: [], remove: [] }))).code).toBe('NOT_FOUND');
    expect((await refusalOf(listEntityTags(ctx, { kind, id: GONE }))).code).toBe('NOT_FOUND');
  });

  it.each(TAGGABLE_KINDS)('deleting a tag in use on a %s, with its name and a link to it', async (kind) => {
    const [thing, id] = [await sample(kind).make(), await tag('Paris')];
    await give(kind, thing, id);
    const refusal = await refusalOf(deleteTag(ctx, { id }));
    expect(refusal.code).toBe('IN_USE');
    const dependents = refusal.details?.['dependents'];
    expect(dependents).toMatchObject([{ entityType: kind, id: thing, href: expect.stringContaining(thing) }]);
    expect((await listTagDependencies(ctx, { id })).items).toEqual(dependents);
    // Who may not go there is told the name without the way.
    expect((await listTagDependencies(await withRights('tags.access'), { id })).items).toMatchObject([
      { id: thing, href: null },
    ]);
    await changeTags(ctx, { kind, id: thing, add: [], remove: [id] });
    await deleteTag(ctx, { id });
    expect((await refusalOf(readTag(ctx, { id }))).code).toBe('NOT_FOUND');
  });

  it('deleting a tag while it is being assigned: one of the two happens, not both', async () => {
    for (let round = 0; round < 8; round += 1) {
      const [role, id] = [await sample('role').make(), await tag(next('Tag'))];
      const [given, deleted] = await Promise.allSettled([give('role', role, id), deleteTag(ctx, { id })]);
      expect([given.status, deleted.status].sort()).toEqual(['fulfilled', 'rejected']);
      expect((await listEntityTags(ctx, { kind: 'role', id: role })).items).toHaveLength(
        given.status === 'fulfilled' ? 1 : 0,
      );
    }
  });
});

describe('changes', () => {
  it('a tag is created, renamed and deleted, each with a history entry', async () => {
    const { id } = await createTag(ctx, { name: '  VIP   customers ', colour: 'violet' });
    expect(await editTag(ctx, { id, name: 'vip customers', colour: 'pink', version: 1 })).toEqual({ version: 2 });
    await deleteTag(ctx, { id });
    const entries = await world.db.historyEntry.findMany({
      where: { entityType: 'tag', entityId: id },
      orderBy: { at: 'asc' },
      select: { action: true, before: true, after: true, actorName: true },
    });
    const actorName = world.administrator.actor.name;
    expect(entries).toEqual([
      { action: 'tag.created', before: null, after: { name: 'VIP customers', colour: 'violet' }, actorName },
      {
        action: 'tag.edited',
        before: { name: 'VIP customers', colour: 'violet' },
        after: { name: 'vip customers', colour: 'pink' },
        actorName,
      },
      { action: 'tag.deleted', before: { name: 'vip customers', colour: 'pink' }, after: null, actorName },
    ]);
  });

  it('tags are sorted by name ignoring case, searched by part of it, and counted across all types', async () => {
    const [paris, lyon] = [await tag('paris'), await tag('Lyon')];
    await tag('ÉTÉ');
    await give('role', await sample('role').make(), paris, lyon);
    await give('profile', await sample('profile').make(), paris);
    await give('profile', await sample('profile').make(), paris);
    const all = await listTags(ctx);
    expect(all.items.map(({ name, uses }) => [name, uses])).toEqual([
      ['ÉTÉ', 0],
      ['Lyon', 1],
      ['paris', 3],
    ]);
    expect([all.matching, all.total, all.limit]).toEqual([3, 3, 50]);
    expect(names((await listTags(ctx, { search: ' été ' })).items)).toEqual(['ÉTÉ']);
    for (const search of ['%', '_', '\\']) expect(names((await listTags(ctx, { search })).items)).toEqual([]);
    expect((await listTags(ctx, { page: 2 })).items).toEqual([]);
    expect((await readTag(ctx, { id: paris })).uses).toMatchObject([
      { kind: 'role', count: 1, href: `/maker/roles?tag=${paris}` },
      { kind: 'profile', count: 2, href: `/maker/profiles?tag=${paris}` },
    ]);
  });

  it.each(TAGGABLE_KINDS)('a %s is tagged, filtered by tag, and removed from its tags when deleted', async (kind) => {
    const [one, other] = [await sample(kind).make(), await sample(kind).make()];
    const [paris, vip, unused] = [await tag('Paris'), await tag('VIP'), await tag('Unused')];
    expect(names((await give(kind, one, vip, paris)).items)).toEqual(['Paris', 'VIP']);
    await give(kind, other, paris);

    const found = async (...tagIds: string[]) =>
      (await sample(kind).list(tagIds)).items.map(({ id, tags }): [string, string[]] => [id, names(tags)]);
    const tagged = (...rows: [string, string[]][]) => rows;
    const byId = ([a]: [string, string[]], [b]: [string, string[]]) => a.localeCompare(b);
    expect((await found(paris)).toSorted(byId)).toEqual(
      tagged([one, ['Paris', 'VIP']], [other, ['Paris']]).toSorted(byId),
    );
    // Of several tags all are meant: each further one narrows the list.
    expect(await found(paris, vip)).toEqual([[one, ['Paris', 'VIP']]]);
    expect(await found(unused)).toEqual([]);
    expect((await sample(kind).list([paris])).matching).toBe(2);
    expect((await sample(kind).list([])).matching).toBeGreaterThanOrEqual(2);
    expect(names(await listTagChoices(ctx, { kind }))).toEqual(['Paris', 'VIP']);
    expect(await listEntityTags(ctx, { kind, id: other })).toMatchObject({
      items: [{ name: 'Paris' }],
      offered: [{ name: 'Paris' }, { name: 'Unused' }, { name: 'VIP' }],
    });

    await sample(kind).remove(one);
    expect((await readTag(ctx, { id: vip })).uses).toEqual([]);
    await deleteTag(ctx, { id: vip });
  });

  it("two users tag the same entity without undoing each other's changes", async () => {
    const [role, paris, vip, old] = [
      await sample('role').make(),
      await tag('Paris'),
      await tag('VIP'),
      await tag('Old'),
    ];
    await give('role', role, old);
    await Promise.all([
      changeTags(ctx, { kind: 'role', id: role, add: [paris], remove: [old] }),
      give('role', role, vip),
    ]);
    expect(names((await listEntityTags(ctx, { kind: 'role', id: role })).items)).toEqual(['Paris', 'VIP']);
  });

  it('the history shows tags by name, and a change without effect leaves no entry', async () => {
    const [role, paris] = [await sample('role').make(), await tag('Paris')];
    const entries = () =>
      world.db.historyEntry.findMany({
        where: { entityType: 'role', entityId: role, action: 'tag.assigned' },
        orderBy: { at: 'asc' },
        select: { before: true, after: true },
      });
    await give('role', role, paris);
    await give('role', role, paris);
    await changeTags(ctx, { kind: 'role', id: role, add: [], remove: [GONE] });
    expect(await entries()).toEqual([{ before: { tags: [] }, after: { tags: ['Paris'] } }]);
    await changeTags(ctx, { kind: 'role', id: role, add: [], remove: [paris] });
    expect((await entries())[1]).toEqual({ before: { tags: ['Paris'] }, after: { tags: [] } });
  });

  it("tagging doesn't cause conflicts in a form that is open", async () => {
    const [role, paris] = [await sample('role').make(), await tag('Paris')];
    await give('role', role, paris);
    expect(await world.db.role.findUnique({ where: { id: role }, select: { version: true } })).toEqual({ version: 1 });
  });

  it("a duplicate keeps the original's tags", async () => {
    const paris = await tag('Paris');
    const copies: [TaggableKind, (input: { id: string }) => Promise<{ id: string }>][] = [
      ['role', (input) => duplicateRole(ctx, input)],
      ['profile', (input) => duplicateProfile(ctx, input)],
      ['crm', (input) => duplicateCrm(ctx, input)],
      ['sso-connector', (input) => duplicateConnector(ctx, input)],
      ['auth-method', (input) => duplicateMethod(ctx, input)],
    ];
    for (const [kind, duplicate] of copies) {
      const id = await sample(kind).make();
      await give(kind, id, paris);
      const copy = await duplicate({ id });
      expect([kind, names((await listEntityTags(ctx, { kind, id: copy.id })).items)]).toEqual([kind, ['Paris']]);
    }
  });
});
