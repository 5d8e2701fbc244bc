import { ProviderError } from '@/lib/integrations/provider-error';
import { withAccess } from '../auth-methods/with-access';
import type { Ctx } from '../context';

/**
 * The unique property that carries our key in this portal, found out once and kept. Without one nothing is created:
 * a record that might be there twice is worse than one that waits for an administrator.
 */
export async function writeKeyOf(
  ctx: Ctx,
  where: { authMethodId: string; portalId: string; objectApiName: string; grantedScopes: readonly string[] },
): Promise<string> {
  const id = { portalId: where.portalId, objectApiName: where.objectApiName };
  const kept = await ctx.db.writeKey.findUnique({ where: { portalId_objectApiName: id } });
  if (kept?.property) return kept.property;

  const found = await withAccess(ctx, where.authMethodId, (access, provider) =>
    provider.records.detectWriteKey(access, where.objectApiName, { mayCreateProperty: true, grantedScopes: where.grantedScopes }),
  );
  const property = found.kind === 'property' ? found.name : null;
  await ctx.db.writeKey.upsert({
    where: { portalId_objectApiName: id },
    create: { ...id, property, checkedAt: ctx.now() },
    update: { property, checkedAt: ctx.now() },
  });
  if (property === null) throw new ProviderError('invalid_request', { operation: 'records.detectWriteKey', code: 'NO_UNIQUE_PROPERTY' });
  return property;
}
