import { Prisma } from '@/prisma/generated/client';

/** Each column that holds sealed text, and the column that names its row in the seal. */
export const SEALED_COLUMNS = [
  { table: 'AuthMethod', id: 'id', column: 'clientSecret' },
  { table: 'AuthGrant', id: 'authMethodId', column: 'accessToken' },
  { table: 'AuthGrant', id: 'authMethodId', column: 'refreshToken' },
  { table: 'OAuthTransaction', id: 'id', column: 'pkceVerifier' },
  { table: 'OAuthTransaction', id: 'id', column: 'pending' },
  { table: 'OidcClient', id: 'connectorId', column: 'clientSecret' },
  { table: 'SecondFactor', id: 'id', column: 'totpSecret' },
  { table: 'HistoryCheckpoint', id: 'position', column: 'sealed' },
  { table: 'KeyCanary', id: 'id', column: 'sealed' },
] as const;
export type SealedColumn = (typeof SEALED_COLUMNS)[number];

/** For SQL; the names are ours. */
export function quoted({ table, id, column }: SealedColumn) {
  return { table: Prisma.raw(`"${table}"`), id: Prisma.raw(`"${id}"`), column: Prisma.raw(`"${column}"`) };
}
