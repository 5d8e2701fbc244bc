import { AppError } from '@/lib/domain/base/app-error';
import { authorise, recordHistory, withoutHistory, write, type Ctx } from '../context';
import { endSessions } from '../sessions/create-session';
import { requireAnotherAdministrator } from './require-another-administrator';
import { loadUser } from './internal';
import { requireNotAbove } from '../access';
import { verbPolicy } from '../verb-policy';

const POLICY = verbPolicy({
  verb: 'users/disable-user',
  access: 'users.modify',
  freshSignIn: { never: 'it only takes access away' },
  handsOut: [],
  touches: 'users not above oneself',
});

/** Disables sign-in and ends the user's sessions at once. */
export async function disableUser(ctx: Ctx, input: { id: string }): Promise<{ version: number }> {
  authorise(ctx, POLICY);
  return write(ctx, POLICY, async (tx) => {
    const user = await loadUser(tx, input.id);
    await requireNotAbove(ctx, tx, { user });
    if (ctx.actor.kind === 'user' && ctx.actor.userId === user.id)
      throw new AppError('PRECONDITION_FAILED', { key: 'own_account' });
    await requireAnotherAdministrator(tx, user);
    if (user.status === 'disabled') return withoutHistory('nothing changed', { version: user.version });
    const { version } = await tx.user.update({
      where: { id: user.id },
      data: { status: 'disabled', version: { increment: 1 } },
    });
    await endSessions(tx, { userId: user.id }, { reason: 'user_disabled', userIds: [user.id], now: ctx.now() });
    const recorded = await recordHistory(ctx, tx, {
      action: 'user.disabled',
      entity: 'user',
      entityId: user.id,
      entityName: user.name,
      before: { status: user.status },
      after: { status: 'disabled' },
    });
    return recorded.with({ version });
  });
}
