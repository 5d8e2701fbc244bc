import type { ReadDb, Tx } from '@/lib/platform/db';
import { recordHistory, type Ctx, type Recorded, type WriteTx } from '../context';
import { ensureBuiltInRoles } from '../roles/ensure-built-in-roles';
import { SETTINGS_KEY } from '../settings/load-settings';

/** Arbitrary advisory lock number that serializes creating the first administrator. */
const FIRST_ADMINISTRATOR_LOCK = 711_204_001;

export async function isAdministratorThere(tx: Pick<ReadDb, 'user'>): Promise<boolean> {
  return (await tx.user.count({ where: { isAdministrator: true } })) > 0;
}

/** One transaction at a time, so that two browsers with one link, or two machines starting up, create one administrator. */
export async function lockFirstAdministrator(tx: Tx): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(${FIRST_ADMINISTRATOR_LOCK}::bigint)`;
}

export async function createAdministrator(
  ctx: Ctx,
  tx: WriteTx,
  input: { name: string; email: string; passwordHash: string; language: 'en' | 'fr' },
): Promise<Recorded<{ id: string; email: string }>> {
  const role = await ensureBuiltInRoles(ctx, tx, input.language);
  const user = await tx.user.create({
    data: { ...input, isAdministrator: true, roleId: role.id },
    select: { id: true, email: true },
  });
  // Somebody who sets up in French has colleagues who read French. It can be changed under Settings.
  await tx.setting.createMany({
    data: { key: SETTINGS_KEY, value: { defaultLanguage: input.language } },
    skipDuplicates: true,
  });
  const recorded = await recordHistory(ctx, tx, {
    action: 'user.created',
    entity: 'user',
    entityId: user.id,
    entityName: input.name,
    after: { name: input.name, email: input.email, language: input.language, isAdministrator: true, role: role.name },
  });
  return recorded.with(user);
}
