import type { ApiKeyFilter } from '@/lib/domain/people/api-key';
import { LIMITS, PAGE_SIZE } from '@/lib/domain/base/limits';
import type { Prisma } from '@/prisma/generated/client';
import { authorise, type Ctx } from '../context';
import { containing } from '../listing';

export interface ApiKeyRow {
  id: string;
  name: string;
  /** The key's first characters; the rest isn't stored. */
  prefix: string;
  scopes: string[];
  createdBy: { id: string; name: string } | null;
  createdAt: Date;
  lastUsedAt: Date | null;
  revokedAt: Date | null;
}

/** A page of API keys, active ones first. Only active keys count towards the limit. */
export async function listApiKeys(
  ctx: Ctx,
  filter: ApiKeyFilter = {},
): Promise<{ items: ApiKeyRow[]; matching: number; total: number; active: number; limit: number }> {
  authorise(ctx, 'api-keys.access');
  const search = filter.search?.trim();
  const where: Prisma.ApiKeyWhereInput = {
    ...(search ? { OR: [{ name: containing(search) }, { prefix: containing(search) }] } : {}),
    ...(filter.status === undefined ? {} : { revokedAt: filter.status === 'active' ? null : { not: null } }),
  };
  const [items, matching, total, active] = await Promise.all([
    ctx.db.apiKey.findMany({
      where,
      orderBy: [{ revokedAt: { sort: 'desc', nulls: 'first' } }, { createdAt: 'desc' }, { id: 'desc' }],
      skip: ((filter.page ?? 1) - 1) * PAGE_SIZE,
      take: PAGE_SIZE,
      select: {
        id: true,
        name: true,
        prefix: true,
        scopes: true,
        createdAt: true,
        lastUsedAt: true,
        revokedAt: true,
        createdBy: { select: { id: true, name: true } },
      },
    }),
    ctx.db.apiKey.count({ where }),
    ctx.db.apiKey.count(),
    ctx.db.apiKey.count({ where: { revokedAt: null } }),
  ]);
  return { items, matching, total, active, limit: LIMITS.apiKeys };
}
