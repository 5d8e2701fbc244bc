import { beforeAll, describe, expect, it } from 'vitest';
import { AppError } from '@/lib/domain/base/app-error';
import { PERMISSIONS } from '@/lib/domain/base/permissions';
import { createRole } from '@/lib/services/roles/create-role';
import { duplicateRole } from '@/lib/services/roles/duplicate-role';
import { editRole } from '@/lib/services/roles/edit-role';
import { readRole, listRoles } from '@/lib/services/roles/queries';
import { createTag } from '@/lib/services/tags/create-tag';
import { startWorld } from '../../support/connect-world';

/** What a call is refused with. */
async function refusalOf(call: Promise<unknown>): Promise<AppError> {
  const error: unknown = await call.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (error instanceof AppError) return error;
  throw new Error('It was not refused.', { cause: error });
}

const world = await startWorld();
const admin = world.ctx(world.administrator.actor);
const access = PERMISSIONS.filter((key) => key.endsWith('.access'));

/** As an earlier version stored it, which did not know the module Tags. */
const before = PERMISSIONS.filter((key) => !key.startsWith('tags.'));
const stored = (name: string, builtIn: 'administrator' | 'auditor' | 'agent' | null, permissions: string[]) =>
  world.db.role.create({ data: { name, builtIn, permissions, knownPermissions: before } });

let administrator: { id: string };
let auditor: { id: string };
let custom: { id: string };
beforeAll(async () => {
  administrator = await stored('Administrator of old', 'administrator', before);
  auditor = await stored(
    'Auditor of old',
    'auditor',
    before.filter((key) => key.endsWith('.access')),
  );
  custom = await stored('Custom', null, before);
});

const holderOf = async (roleId: string) => {
  const person = await world.person();
  await world.db.user.update({ where: { id: person.actor.userId }, data: { roleId } });
  return person;
};

describe('a permission added after a role was stored', () => {
  it('is denied to a custom role, by the verb and by the transaction', async () => {
    const person = await holderOf(custom.id);
    // As a request reads it, and as it was read before the transaction.
    expect((await refusalOf(createTag(world.ctx(person.actor), { name: 'A', colour: 'blue' }))).code).toBe('FORBIDDEN');
    const stalePermissions = world.ctx({ ...person.actor, permissions: new Set(PERMISSIONS) });
    expect((await refusalOf(createTag(stalePermissions, { name: 'A', colour: 'blue' }))).params).toEqual({
      permission: 'tags.create',
    });
  });

  it('is denied to an auditor if it allows changes', async () => {
    const stalePermissions = world.ctx({ ...(await holderOf(auditor.id)).actor, permissions: new Set(PERMISSIONS) });
    expect((await refusalOf(createTag(stalePermissions, { name: 'A', colour: 'blue' }))).code).toBe('FORBIDDEN');
  });

  it('is added to the built-in roles automatically', async () => {
    expect((await readRole(admin, administrator)).permissions).toEqual([...PERMISSIONS]);
    expect((await readRole(admin, auditor)).permissions).toEqual(access);
    const person = await holderOf(administrator.id);
    const stalePermissions = world.ctx({ ...person.actor, permissions: new Set(PERMISSIONS) });
    expect(await createTag(stalePermissions, { name: 'Made', colour: 'blue' })).toHaveProperty('id');
  });

  it('is shown as new on a custom role until the role is saved, and never on a built-in role', async () => {
    const added = PERMISSIONS.filter((key) => key.startsWith('tags.'));
    const role = await readRole(admin, custom);
    expect(role.newPermissions).toEqual(added);
    expect((await readRole(admin, auditor)).newPermissions).toEqual([]);
    const { items } = await listRoles(admin, { search: 'Custom' });
    expect(items.map(({ newPermissionCount }) => newPermissionCount)).toEqual([added.length]);

    await editRole(admin, {
      id: custom.id,
      name: role.name,
      description: '',
      permissions: role.permissions,
      version: 1,
    });
    const saved = await readRole(admin, custom);
    expect([saved.newPermissions, new Set(saved.permissions)]).toEqual([[], new Set(role.permissions)]);
  });
});

describe('a built-in role', () => {
  it('stays built-in when renamed, and becomes custom when its permissions change', async () => {
    const { id } = await stored('Auditor to rename', 'auditor', []);
    await editRole(admin, { id, name: 'Renamed', description: '', permissions: access, version: 1 });
    expect((await readRole(admin, { id })).builtIn).toBe('auditor');
    await editRole(admin, { id, name: 'Renamed', description: '', permissions: access.slice(1), version: 2 });
    const role = await readRole(admin, { id });
    expect([role.builtIn, new Set(role.permissions)]).toEqual([null, new Set(access.slice(1))]);
  });

  it('becomes a custom role with the same permissions when duplicated', async () => {
    const copy = await readRole(admin, await duplicateRole(admin, auditor));
    expect([copy.builtIn, copy.permissions, copy.newPermissions]).toEqual([null, access, []]);
  });

  it("can't be created through a form", async () => {
    const { id } = await createRole(admin, {
      name: 'Administrator too',
      description: '',
      permissions: [...PERMISSIONS],
    });
    expect((await readRole(admin, { id })).builtIn).toBeNull();
  });
});
