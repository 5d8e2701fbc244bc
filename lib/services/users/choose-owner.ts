import type { z } from 'zod';
import { AppError } from '@/lib/domain/base/app-error';
import { readOwners, userOwnerSchema } from '@/lib/domain/crm/account-owner';
import { requireNotAbove } from '../access';
import { authorise, found, parseInput, recordHistory, write, type Ctx } from '../context';
import { verbPolicy } from '../verb-policy';
import { loadUser } from './internal';

const POLICY = verbPolicy({
  verb: 'users/choose-owner',
  access: 'users.modify',
  freshSignIn: { never: 'it changes nobody’s access' },
  handsOut: [],
  touches: 'users not above oneself',
});

/** Chooses who owns a user's records in one CRM, of the account's owners. Null: the one with their email. */
export async function chooseOwner(
  ctx: Ctx,
  input: { id: string; crmId: string } & z.input<typeof userOwnerSchema>,
): Promise<void> {
  authorise(ctx, POLICY);
  const { id: userId, crmId, ...rest } = input;
  const { ownerId } = parseInput(userOwnerSchema, rest);
  await write(ctx, POLICY, async (tx) => {
    const user = await loadUser(tx, userId);
    await requireNotAbove(ctx, tx, { user });
    const crm = found(
      await tx.crm.findUnique({
        where: { id: crmId },
        include: { authMethod: { select: { portalId: true, owners: { select: { owners: true } } } } },
      }),
    );
    const where = { userId_crmId: { userId, crmId } };
    const before = await tx.userOwner.findUnique({ where });
    const owner = readOwners(crm.authMethod.owners?.owners).find(({ id }) => id === ownerId);
    if (ownerId !== null && !owner) throw new AppError('INVALID_INPUT', { fields: { ownerId: { key: 'owner_gone' } } });
    if (owner) {
      const chosen = { portalId: crm.authMethod.portalId ?? '', ownerId: owner.id, ownerName: owner.name };
      await tx.userOwner.upsert({ where, create: { userId, crmId, ...chosen }, update: chosen });
    } else {
      await tx.userOwner.deleteMany({ where: { userId, crmId } });
    }
    return recordHistory(ctx, tx, {
      action: 'user.edited',
      entity: 'user',
      entityId: userId,
      entityName: user.name,
      before: { crm: crm.name, owner: before?.ownerName ?? null },
      after: { crm: crm.name, owner: owner?.name ?? null },
    });
  });
}
