import { authorise, found, recordHistory, write, type Ctx } from '../context';
import { dependentsOfProfile, readStored } from './queries';
import { refuseInUse } from '../refuse-in-use';
import { verbPolicy } from '../verb-policy';

const POLICY = verbPolicy({
  verb: 'profiles/delete-profile',
  access: 'profiles.delete',
  freshSignIn: { never: 'it only takes access away' },
  handsOut: [],
  touches: 'anything',
});

/** Refused while a user has it, or a line. */
export async function deleteProfile(ctx: Ctx, input: { id: string }): Promise<void> {
  authorise(ctx, POLICY);
  await write(ctx, POLICY, async (tx) => {
    const profile = found(await readStored(tx, input.id));
    refuseInUse(await dependentsOfProfile(ctx, tx, profile.id));
    await tx.profile.delete({ where: { id: profile.id } });
    const { id, version: _version, unreadableObjectIds: _unreadable, ...before } = profile;
    return recordHistory(ctx, tx, {
      action: 'profile.deleted',
      entity: 'profile',
      entityId: id,
      entityName: profile.name,
      before,
    });
  });
}
