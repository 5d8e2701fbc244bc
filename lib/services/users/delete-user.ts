import { AppError } from '@/lib/domain/base/app-error';
import { authorise, recordHistory, write, type Ctx } from '../context';
import { endSessions } from '../sessions/create-session';
import { requireAnotherAdministrator } from './require-another-administrator';
import { historyOf, loadUser } from './internal';
import { requireNotAbove } from '../access';
import { verbPolicy } from '../verb-policy';

const POLICY = verbPolicy({
  verb: 'users/delete-user',
  access: 'users.delete',
  freshSignIn: { never: 'it only takes access away' },
  handsOut: [],
  touches: 'users not above oneself',
});

/** Deletes the user with sessions, links and identities. Their actions stay in the history under their name. */
export async function deleteUser(ctx: Ctx, input: { id: string }): Promise<void> {
  authorise(ctx, POLICY);
  await write(ctx, POLICY, async (tx) => {
    const user = await loadUser(tx, input.id);
    await requireNotAbove(ctx, tx, { user });
    if (ctx.actor.kind === 'user' && ctx.actor.userId === user.id)
      throw new AppError('PRECONDITION_FAILED', { key: 'own_account' });
    await requireAnotherAdministrator(tx, user);
    // Close open Banners before deleting the rows that identify them.
    await endSessions(tx, { userId: user.id }, { reason: 'user_deleted', userIds: [user.id], now: ctx.now() });
    await tx.user.delete({ where: { id: user.id } });
    return recordHistory(ctx, tx, {
      action: 'user.deleted',
      entity: 'user',
      entityId: user.id,
      entityName: user.name,
      before: historyOf(user),
    });
  });
}
