import { profileInputSchema, type ProfileInput } from '@/lib/domain/people/profile';
import { checkLimit } from '../check-limit';
import { authorise, parseInput, recordHistory, write, type Ctx } from '../context';
import { checkProfile, storeProfile } from './store-profile';

export async function createProfile(ctx: Ctx, input: ProfileInput): Promise<{ id: string }> {
  authorise(ctx, 'profiles.create');
  const data = parseInput(profileInputSchema, input);
  return write(ctx, 'profiles.create', async (tx) => {
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
