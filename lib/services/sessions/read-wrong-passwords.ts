import { NOTABLE_WRONG_PASSWORDS } from '@/lib/domain/people/wrong-passwords';
import { requireUser, type Ctx } from '../context';

/** Wrong passwords that were entered for the actor's own account before this session; too few to mention are 0. */
export async function readWrongPasswords(ctx: Ctx): Promise<number> {
  const { sessionId } = requireUser(ctx);
  const session = await ctx.db.session.findUnique({ where: { id: sessionId }, select: { failedPasswords: true } });
  return session && session.failedPasswords >= NOTABLE_WRONG_PASSWORDS ? session.failedPasswords : 0;
}
