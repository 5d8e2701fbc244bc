import type { z } from 'zod';
import { profileEditSchema } from '@/lib/domain/people/profile';
import { pushToBanner } from '@/lib/platform/events';
import { authorise, checkVersion, found, parseInput, recordHistory, write, type Ctx } from '../context';
import { readStored } from './queries';
import { checkProfile, storeProfile } from './store-profile';
import { verbPolicy } from '../verb-policy';

const POLICY = verbPolicy({
  verb: 'profiles/edit-profile',
  access: 'profiles.modify',
  freshSignIn: { never: 'it changes nobody’s access' },
  handsOut: [],
  touches: 'anything',
});

/** Agents with an open Banner see the change at once. */
export async function editProfile(
  ctx: Ctx,
  input: { id: string } & z.input<typeof profileEditSchema>,
): Promise<{ version: number }> {
  authorise(ctx, POLICY);
  const { id, ...rest } = input;
  const { version, ...data } = parseInput(profileEditSchema, rest);
  return write(ctx, POLICY, async (tx) => {
    const before = found(await readStored(tx, id));
    await checkVersion(tx, 'profile', before, version);
    await checkProfile(tx, data);
    const after = await tx.profile.update({
      where: { id, version },
      data: { name: data.name, description: data.description, version: { increment: 1 } },
    });
    await storeProfile(tx, id, data);
    const { id: _id, version: _version, unreadableObjectIds: _unreadable, ...snapshot } = before;
    const recorded = await recordHistory(ctx, tx, {
      action: 'profile.edited',
      entity: 'profile',
      entityId: id,
      entityName: after.name,
      before: snapshot,
      after: data,
    });

    const holders = await tx.user.findMany({
      where: { status: 'active', profiles: { some: { profileId: id } }, sessions: { some: { revokedAt: null } } },
      select: { id: true },
    });
    for (const { id: userId } of holders) {
      await pushToBanner(tx, {
        userId,
        interactionId: null,
        type: 'profile-changed',
        payload: { profileId: id },
        now: ctx.now(),
      });
    }
    return recorded.with({ version: after.version });
  });
}
