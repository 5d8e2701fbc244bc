import type { z } from 'zod';
import { userInputSchema } from '@/lib/domain/people/people';
import { authorise, parseInput, recordHistory, write, type Ctx } from '../context';
import { checkLimit } from '../check-limit';
import { checkChoices } from './check-choices';
import { historyOf, loadUser } from './internal';
import { requireGrantable } from '../access';
import { verbPolicy } from '../verb-policy';

const POLICY = verbPolicy({
  verb: 'users/create-user',
  access: 'users.create',
  freshSignIn: { when: 'the role has rights in the Maker, or it is an administrator' },
  handsOut: ['administrator', 'role', 'profile'],
  touches: 'nothing',
});

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
  authorise(ctx, POLICY);
  const { profileIds, ...data } = parseInput(userInputSchema, input);
  return write(ctx, POLICY, async (tx) => {
    await checkLimit(tx, 'users', () => tx.user.count());
    const source = copyOf === null ? null : await loadUser(tx, copyOf);
    const role = await checkChoices(tx, { ...data, profileIds }, null);
    await requireGrantable(ctx, tx, { administrator: data.isAdministrator, role, profile: profileIds });
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
