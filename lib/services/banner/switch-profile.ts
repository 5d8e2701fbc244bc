import { AppError } from '@/lib/domain/base/app-error';
import { recordHistory, requireUser, write, type Ctx } from '../context';
import { verbPolicy } from '../verb-policy';

const POLICY = verbPolicy({
  verb: 'banner/switch-profile',
  access: 'signed in',
  freshSignIn: { never: 'it changes nobody’s access' },
  handsOut: [],
  touches: 'own',
});

/** Switches this session to another of the agent's profiles. */
export async function switchProfile(ctx: Ctx, input: { profileId: string }): Promise<void> {
  const actor = requireUser(ctx);
  await write(ctx, POLICY, async (tx) => {
    const held = await tx.userProfile.findUnique({
      where: { userId_profileId: { userId: actor.userId, profileId: input.profileId } },
      include: { profile: { select: { name: true } } },
    });
    if (!held) throw new AppError('NOT_FOUND', { key: 'profile_not_held' });
    await tx.session.update({ where: { id: actor.sessionId }, data: { activeProfileId: input.profileId } });
    return recordHistory(ctx, tx, {
      action: 'user.profile-switched',
      entity: 'user',
      entityId: actor.userId,
      entityName: actor.name,
      after: { profile: held.profile.name },
    });
  });
}
