import { ownerWithEmail, readOwners } from '@/lib/domain/crm/account-owner';
import { authorise, found, type Ctx } from '../context';

/** Who owns a user's records in each CRM, and whom the account offers. */
export async function readUserOwners(ctx: Ctx, input: { id: string }) {
  authorise(ctx, 'users.access');
  const [user, crms] = await Promise.all([
    ctx.db.user.findUnique({ where: { id: input.id }, select: { email: true, owners: true } }),
    ctx.db.crm.findMany({
      orderBy: { name: 'asc' },
      select: {
        id: true,
        name: true,
        authMethod: { select: { portalId: true, owners: { select: { owners: true } } } },
      },
    }),
  ]);
  const { email, owners: chosen } = found(user);
  return crms.map(({ id, name, authMethod }) => {
    const owners = readOwners(authMethod.owners?.owners);
    const exception = chosen.find(({ crmId, portalId }) => crmId === id && portalId === authMethod.portalId);
    return {
      crm: { id, name },
      /** Null: never read. */
      owners: authMethod.owners === null ? null : owners.map((owner) => ({ value: owner.id, label: owner.name })),
      chosen: exception ? { value: exception.ownerId, label: exception.ownerName } : null,
      byEmail: ownerWithEmail(owners, email)?.name ?? null,
    };
  });
}
