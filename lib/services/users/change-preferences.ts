import type { z } from 'zod';
import { preferencesSchema } from '@/lib/domain/people/people';
import { parseInput, recordHistory, requireUser, withoutHistory, write, type Ctx } from '../context';
import { verbPolicy } from '../verb-policy';

const POLICY = verbPolicy({
  verb: 'users/change-preferences',
  access: 'signed in',
  freshSignIn: { never: 'it changes nobody’s access' },
  handsOut: [],
  touches: 'own',
});

/** Changes the user's own language and time zone; needs no permission. */
export async function changePreferences(
  ctx: Ctx,
  input: z.input<typeof preferencesSchema>,
): Promise<{ language: 'en' | 'fr'; timeZone: string | null }> {
  const { userId } = requireUser(ctx);
  const data = parseInput(preferencesSchema, input);
  return write(ctx, POLICY, async (tx) => {
    const { name, ...before } = await tx.user.findUniqueOrThrow({
      where: { id: userId },
      select: { name: true, language: true, timeZone: true },
    });
    const wanted = { ...before, ...data };
    if (wanted.language === before.language && wanted.timeZone === before.timeZone)
      return withoutHistory('nothing changed', before);
    const after = await tx.user.update({
      where: { id: userId },
      data: { ...data, version: { increment: 1 } },
      select: { language: true, timeZone: true },
    });
    const recorded = await recordHistory(ctx, tx, {
      action: 'user.preferences-changed',
      entity: 'user',
      entityId: userId,
      entityName: name,
      before,
      after,
    });
    return recorded.with(after);
  });
}
