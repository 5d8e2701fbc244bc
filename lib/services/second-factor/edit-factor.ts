import type { z } from 'zod';
import { factorNameSchema } from '@/lib/domain/people/second-factor';
import { found, parseInput, recordHistory, requireUser, withoutHistory, write, type Ctx } from '../context';
import { verbPolicy } from '../verb-policy';

const POLICY = verbPolicy({
  verb: 'second-factor/edit-factor',
  access: 'signed in',
  freshSignIn: { never: 'it changes nobody’s access' },
  handsOut: [],
  touches: 'own',
});

/** Renames one of the user's own factors. */
export async function editFactor(ctx: Ctx, input: { id: string } & z.input<typeof factorNameSchema>): Promise<void> {
  const actor = requireUser(ctx);
  const { id, ...rest } = input;
  const { name } = parseInput(factorNameSchema, rest);
  await write(ctx, POLICY, async (tx) => {
    const before = found(await tx.secondFactor.findFirst({ where: { id, userId: actor.userId } }));
    if (before.name === name) return withoutHistory('nothing changed');
    await tx.secondFactor.update({ where: { id }, data: { name } });
    return recordHistory(ctx, tx, {
      action: 'user.factor-renamed',
      entity: 'user',
      entityId: actor.userId,
      entityName: actor.name,
      before: { name: before.name },
      after: { name },
    });
  });
}
