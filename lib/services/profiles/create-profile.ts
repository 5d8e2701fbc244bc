import { profileInputSchema, type ProfileInput } from '@/lib/domain/people/profile';
import { checkLimit } from '../check-limit';
import { authorise, parseInput, recordHistory, write, type Ctx } from '../context';
import { checkProfile, storeProfile } from './store-profile';
import { verbPolicy } from '../verb-policy';

const POLICY = verbPolicy({
  verb: 'profiles/create-profile',
  access: 'profiles.create',
  freshSignIn: { never: 'it changes nobody’s access' },
  handsOut: [],
  touches: 'nothing',
});

export async function createProfile(ctx: Ctx, input: ProfileInput): Promise<{ id: string }> {
  authorise(ctx, POLICY);
  const data = parseInput(profileInputSchema, input);
  return write(ctx, POLICY, async (tx) => {
    await checkLimit(tx, 'profiles', () => tx.profile.count());
    await checkProfile(tx, data);
    const profile = await tx.profile.create({ data: { name: data.name, description: data.description } });
    await storeProfile(tx, profile.id, data);
    const recorded = await recordHistory(ctx, tx, {
      action: 'profile.created',
      entity: 'profile',
      entityId: profile.id,
      entityName: profile.name,
      after: data,
    });
    return recorded.with({ id: profile.id });
  });
}
