import type { Tx } from '@/lib/platform/db';

export interface MethodDependent {
  type: 'sso-connector' | 'crm';
  id: string;
  name: string;
  href: string;
}

/** Everything that depends on this method. */
export async function dependentsOfMethod(
  tx: Pick<Tx, 'ssoConnector' | 'crm'>,
  authMethodId: string,
): Promise<MethodDependent[]> {
  const where = { where: { authMethodId }, select: { id: true, name: true }, orderBy: { name: 'asc' } } as const;
  const connectors = await tx.ssoConnector.findMany(where);
  const crms = await tx.crm.findMany(where);
  return [
    ...crms.map(({ id, name }): MethodDependent => ({ type: 'crm', id, name, href: `/maker/crm/${id}` })),
    ...connectors.map(({ id, name }): MethodDependent => ({
      type: 'sso-connector',
      id,
      name,
      href: `/maker/sso-connectors/${id}`,
    })),
  ];
}
