import { expect, it } from 'vitest';
import { deriveCtx, write } from '@/lib/services/context';
import { loadSettings } from '@/lib/services/settings/load-settings';
import { createAdministrator } from '@/lib/services/users/create-administrator';
import { ANY_POLICY } from '../../support/any-policy';
import { startWorld } from '../../support/connect-world';
import { createTestDatabase } from '../../support/database';

const world = await startWorld();

it.each([
  ['en', ['Administrator', 'Auditor', 'Agent'], 'Agent'],
  ['fr', ['Administrateur', 'Auditeur', 'Agent'], 'Agent'],
] as const)(
  'a deployment set up in %s starts with roles in that language, one of them for agents',
  async (language, names, forAgents) => {
    const { db } = await createTestDatabase();
    const ctx = deriveCtx(world.ctx(world.administrator.actor), { db });
    const administrator = await write(ctx, ANY_POLICY, (tx) =>
      createAdministrator(ctx, tx, { name: 'First', email: 'first@example.com', passwordHash: 'x', language }),
    );
    const roles = await db.role.findMany({ orderBy: { createdAt: 'asc' } });
    expect(roles.map(({ name }) => name)).toEqual(names);
    expect(roles.map(({ builtIn }) => builtIn)).toEqual(['administrator', 'auditor', 'agent']);
    expect(await db.user.findUniqueOrThrow({ where: { id: administrator.id }, include: { role: true } })).toMatchObject(
      { language, isAdministrator: true, role: { name: names[0] } },
    );
    expect(roles.find(({ permissions }) => permissions.length === 0)?.name).toBe(forAgents);
    expect((await loadSettings(db)).defaultLanguage).toBe(language);
  },
);
