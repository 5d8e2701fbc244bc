import { authorise, type Ctx } from '../context';

export interface ApiKeyRow {
  id: string;
  name: string;
  /** The first characters of the key; the rest is nowhere. */
  prefix: string;
  scopes: string[];
  createdBy: { id: string; name: string } | null;
  createdAt: Date;
  lastUsedAt: Date | null;
  revokedAt: Date | null;
}

/** The ones that open something first. */
export async function listApiKeys(ctx: Ctx): Promise<ApiKeyRow[]> {
  authorise(ctx, 'api-keys.access');
  return ctx.db.apiKey.findMany({
    orderBy: [{ revokedAt: { sort: 'desc', nulls: 'first' } }, { createdAt: 'desc' }],
    take: 200,
    select: {
      id: true, name: true, prefix: true, scopes: true, createdAt: true, lastUsedAt: true, revokedAt: true,
      createdBy: { select: { id: true, name: true } },
    },
  });
}
