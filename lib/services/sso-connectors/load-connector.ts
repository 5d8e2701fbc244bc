import type { ReadDb } from '@/lib/platform/db';
import type { OidcClient, OidcGroupRole, SsoConnector } from '@/prisma/generated/client';

export type StoredOidc = OidcClient & { groupRoles: OidcGroupRole[] };

/** A connector with what its type needs. */
export type LoadedConnector = Omit<SsoConnector, 'type' | 'authMethodId'> &
  ({ type: 'hubspot'; authMethodId: string } | { type: 'oidc'; oidc: StoredOidc });

export const WITH_OIDC = { oidc: { include: { groupRoles: { orderBy: { position: 'asc' } } } } } as const;

/** The only way to a connector for signing in. Null if there is none. */
export async function loadConnector(
  db: Pick<ReadDb, 'ssoConnector'>,
  where: { id: string } | { reference: string },
): Promise<LoadedConnector | null> {
  const row = await db.ssoConnector.findUnique({ where, include: WITH_OIDC });
  if (!row) return null;
  const { type: _type, authMethodId, oidc, ...connector } = row;
  if (oidc) return { ...connector, type: 'oidc', oidc };
  if (authMethodId !== null) return { ...connector, type: 'hubspot', authMethodId };
  throw new Error(`The connector ${row.id} has the settings of no type.`);
}
