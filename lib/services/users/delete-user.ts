import { AppError } from '@/lib/domain/base/app-error';
import { authorise, recordHistory, write, type Ctx } from '../context';
import { endSessions } from '../sessions/create-session';
import { requireAnotherAdministrator } from './last-administrator';
import { historyOf, readUser } from './internal';
import { requireManageable } from '../access';

/** The person is gone, with sessions, links and identities. What they did stays in the history, under their name. */
export async function deleteUser(ctx: Ctx, input: { id: string }): Promise<void> {
  authorise(ctx, 'users.delete');
  await write(ctx, 'users.delete', async (tx) => {
    const user = await readUser(tx, input.id);
    await requireManageable(ctx, tx, user);
    if (ctx.actor.kind === 'user' && ctx.actor.userId === user.id)
      throw new AppError('PRECONDITION_FAILED', { key: 'own_account' });
    await requireAnotherAdministrator(tx, user);
    // Tells open Banners to close before the rows that say whose they are disappear.
    await endSessions(tx, { userId: user.id }, { reason: 'user_deleted', userIds: [user.id], now: ctx.now() });
    await tx.user.delete({ where: { id: user.id } });
    await recordHistory(ctx, tx, {
      action: 'user.deleted',
      entity: 'user',
      entityId: user.id,
      entityName: user.name,
      before: historyOf(user),
    });
  });
}
