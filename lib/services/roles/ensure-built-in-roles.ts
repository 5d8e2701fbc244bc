import { PERMISSIONS, readPermissions } from '@/lib/domain/base/permissions';
import { recordHistory, type Ctx, type WriteTx } from '../context';
import { historyOf } from './internal';

/** What a new deployment starts with, in the language it is set up in. Ordinary roles afterwards: renamed, changed and deleted like any. */
const BUILT_IN = [
  {
    builtIn: 'administrator',
    words: {
      en: { name: 'Administrator', description: 'All permissions in the Maker.' },
      fr: { name: 'Administrateur', description: 'Tous les droits dans le Maker.' },
    },
  },
  {
    builtIn: 'auditor',
    words: {
      en: { name: 'Auditor', description: 'Can view everything in the Maker but change nothing.' },
      fr: { name: 'Auditeur', description: 'Peut tout consulter dans le Maker, sans rien modifier.' },
    },
  },
  {
    builtIn: 'agent',
    words: {
      en: { name: 'Agent', description: 'Works in the Banner only.' },
      fr: { name: 'Agent', description: 'Travaille uniquement dans le Banner.' },
    },
  },
] as const;

/** On the first run only: a deployment that has roles keeps them as they are. Returns the role for the first administrator. */
export async function ensureBuiltInRoles(
  ctx: Ctx,
  tx: WriteTx,
  language: 'en' | 'fr',
): Promise<{ id: string; name: string }> {
  if ((await tx.role.count()) === 0) {
    for (const { words, builtIn } of BUILT_IN) {
      const permissions = [...readPermissions({ builtIn, permissions: [] })];
      const role = {
        ...words[language],
        builtIn,
        permissions,
        knownPermissions: [...PERMISSIONS],
        factorRule: 'by_permissions' as const,
      };
      const { id } = await tx.role.create({ data: role, select: { id: true } });
      await recordHistory(ctx, tx, {
        action: 'role.created',
        entity: 'role',
        entityId: id,
        entityName: role.name,
        after: historyOf(role),
      });
    }
  }
  const select = { id: true, name: true } as const;
  const named = await tx.role.findFirst({ where: { builtIn: 'administrator' }, select });
  return named ?? tx.role.findFirstOrThrow({ orderBy: { createdAt: 'asc' }, select });
}
