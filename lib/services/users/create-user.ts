import type { z } from 'zod';
import { userInputSchema } from '@/lib/domain/people/people';
import { authorise, parseInput, recordHistory, write, type Ctx } from '../context';
import { checkLimit } from '../check-limit';
import { checkChoices } from './check-choices';
import { historyOf, loadUser } from './internal';
import { actorRights, requireGrantable } from '../access';

/** Creates a user, who can sign in once they have a password (setup link) or through their SSO connector. */
export async function createUser(ctx: Ctx, input: z.input<typeof userInputSchema>): Promise<{ id: string }> {
  return insertUser(ctx, input, null);
}

/** Creates a user with another user's settings but their own name and email. */
export async function duplicateUser(
  ctx: Ctx,
  input: { id: string } & z.input<typeof userInputSchema>,
): Promise<{ id: string }> {
  const { id, ...rest } = input;
  return insertUser(ctx, rest, id);
}

async function insertUser(
  ctx: Ctx,
  input: z.input<typeof userInputSchema>,
  copyOf: string | null,
): Promise<{ id: string }> {
  authorise(ctx, 'users.create');
  const { profileIds, ...data } = parseInput(userInputSchema, input);
  return write(ctx, 'users.create', async (tx) => {
    await checkLimit(tx, 'users', () => tx.user.count());
    const source = copyOf === null ? null : await loadUser(tx, copyOf);
    const role = await checkChoices(tx, { ...data, profileIds });
    requireGrantable(await actorRights(ctx, tx), { ...data, role });
    const { id } = await tx.user.create({
      data: { ...data, profiles: { create: profileIds.map((profileId) => ({ profileId })) } },
      select: { id: true },
    });
    const user = await loadUser(tx, id);
    const recorded = await recordHistory(ctx, tx, {
      action: source ? 'user.duplicated' : 'user.created',
      entity: 'user',
      entityId: id,
      entityName: user.name,
      after: { ...(source ? { copyOf: source.name } : {}), ...historyOf(user) },
    });
    return recorded.with({ id });
  });
}
