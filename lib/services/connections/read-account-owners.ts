import type { AccountOwner } from '@/lib/domain/crm/account-owner';
import { capabilityOf } from '@/lib/integrations/crm/contract/provider';
import { ProviderError } from '@/lib/integrations/provider-error';
import { type Ctx, unrecorded } from '../context';
import { withAccess } from './with-access';

/** A list of this length may not be whole. */
export const MAX_OWNERS = 500;

/** Reads and stores who may own records in an account. Empty without the right to read them. */
export async function readAccountOwners(ctx: Ctx, { authMethodId }: { authMethodId: string }): Promise<AccountOwner[]> {
  const owners = await withAccess(ctx, authMethodId, async (access, provider) => {
    const lookup = capabilityOf(provider, 'owners');
    return lookup.supported ? lookup.capability.list(access) : [];
  }).catch((error: unknown) => {
    if (error instanceof ProviderError && error.kind === 'scope_missing') return [];
    throw error;
  });
  const kept = { owners: owners.map(({ id, email, name }) => ({ id, email, name })), readAt: ctx.now() };
  await unrecorded(ctx, 'bookkeeping').accountOwners.upsert({
    where: { authMethodId },
    create: { authMethodId, ...kept },
    update: kept,
  });
  return kept.owners;
}
