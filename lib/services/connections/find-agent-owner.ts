import { AppError } from '@/lib/domain/base/app-error';
import { ownerWithEmail, readOwners, type AccountOwner } from '@/lib/domain/crm/account-owner';
import { capabilityOf } from '@/lib/integrations/crm/contract/provider';
import { ProviderError } from '@/lib/integrations/provider-error';
import type { Ctx } from '../context';
import { MAX_OWNERS } from './read-account-owners';
import { withAccess } from './with-access';

interface Agent {
  /** Null for an agent who isn't a user. */
  userId: string | null;
  email: string | null;
}

/**
 * Who owns an agent's records in a CRM: the owner chosen for the user, or the one with the agent's email. Null if the
 * account has none.
 */
export async function findAgentOwner(
  ctx: Ctx,
  { userId, email }: Agent,
  crm: { id: string; authMethodId: string; portalId: string },
): Promise<Pick<AccountOwner, 'id' | 'name'> | null> {
  const chosen = userId === null ? null : await readChosenOwner(ctx, { userId, crmId: crm.id });
  if (chosen?.portalId === crm.portalId) return { id: chosen.ownerId, name: chosen.ownerName };
  if (email === null) return null;
  const { isRead, owners } = await readStoredOwners(ctx, crm);
  const known = ownerWithEmail(owners, email);
  // Unless it was never read, or is too long to be whole, the list is the answer.
  if (known || (isRead && owners.length < MAX_OWNERS)) return known;
  try {
    return await withAccess(ctx, crm.authMethodId, async (access, provider) => {
      const lookup = capabilityOf(provider, 'owners');
      return lookup.supported ? lookup.capability.findByEmail(access, email) : null;
    });
  } catch (error) {
    if (!(error instanceof ProviderError) && !(error instanceof AppError)) throw error;
    // An outage also stops the record from being written, and the next attempt asks again.
    ctx.log.warn({ err: error }, 'an owner could not be looked for');
    return null;
  }
}

function readChosenOwner({ configuration, db }: Ctx, id: { userId: string; crmId: string }) {
  return configuration.read(`owner ${id.userId} ${id.crmId}`, () =>
    db.userOwner.findUnique({ where: { userId_crmId: id } }),
  );
}

function readStoredOwners({ configuration, db }: Ctx, { authMethodId }: { authMethodId: string }) {
  return configuration.read(`owners ${authMethodId}`, async () => {
    const stored = await db.accountOwners.findUnique({ where: { authMethodId } });
    return { isRead: stored !== null, owners: readOwners(stored?.owners) };
  });
}
