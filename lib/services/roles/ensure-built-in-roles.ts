import { PERMISSIONS } from '@/lib/domain/permissions';
import type { Tx } from '@/lib/platform/db';
import { recordHistory, type Ctx } from '../context';

/** What a new deployment starts with. Ordinary roles afterwards: they may be renamed, changed and deleted. */
const BUILT_IN = [
  { name: 'Administrator', description: 'Every right in the Maker.', permissions: [...PERMISSIONS] },
  { name: 'Auditor', description: 'Sees everything in the Maker and changes nothing.', permissions: PERMISSIONS.filter((key) => key.endsWith('.access')) },
  { name: 'Agent', description: 'Works in the Banner and does not enter the Maker.', permissions: [] },
];

/** On the first run only: a deployment that has roles keeps them as they are. Returns the role for the first administrator. */
export async function ensureBuiltInRoles(ctx: Ctx, tx: Tx): Promise<{ id: string; name: string }> {
  if ((await tx.role.count()) === 0) {
    for (const role of BUILT_IN) {
      const { id } = await tx.role.create({ data: role, select: { id: true } });
      await recordHistory(ctx, tx, { action: 'role.created', entity: 'role', entityId: id, entityName: role.name, after: role });
    }
  }
  const named = await tx.role.findUnique({ where: { name: 'Administrator' }, select: { id: true, name: true } });
  return named ?? tx.role.findFirstOrThrow({ orderBy: { createdAt: 'asc' }, select: { id: true, name: true } });
}
