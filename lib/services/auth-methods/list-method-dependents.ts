import type { DependencyItem } from '@/lib/domain/answers/row';
import type { ReadDb } from '@/lib/platform/db';

/** Everything that depends on this method. */
export async function listMethodDependents(
  tx: Pick<ReadDb, 'ssoConnector' | 'crm'>,
  authMethodId: string,
): Promise<DependencyItem[]> {
  const where = { where: { authMethodId }, select: { id: true, name: true }, orderBy: { name: 'asc' } } as const;
  const connectors = await tx.ssoConnector.findMany(where);
  const crms = await tx.crm.findMany(where);
  return [
    ...crms.map(({ id, name }): DependencyItem => ({ entityType: 'crm', id, name, href: `/maker/crm/${id}` })),
    ...connectors.map(({ id, name }): DependencyItem => ({
      entityType: 'sso-connector',
      id,
      name,
      href: `/maker/sso-connectors/${id}`,
    })),
  ];
}
