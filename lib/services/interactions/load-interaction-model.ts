import { AppError } from '@/lib/domain/base/app-error';
import { loadProfileModel, type AgentModel } from '../cards/internal';
import { found, type Ctx } from '../context';
import { findDecidingProfile } from '../lines/find-deciding-profile';

/**
 * What the profile of an interaction shows: its agents see no more either, and what is linked is what they can open. Without
 * a profile there is no CRM to link in.
 */
export async function loadInteractionModel(ctx: Ctx, { id }: { id: string }): Promise<AgentModel> {
  const model = await loadProfileModel(ctx, await readProfileOf(ctx, { id }));
  if (model.profile === null) throw new AppError('PRECONDITION_FAILED', { key: 'link_without_profile' });
  return model;
}

/** The profile that decides about an interaction, or would. */
export async function readProfileOf(ctx: Ctx, { id }: { id: string }): Promise<string | null> {
  const interaction = found(
    await ctx.db.interaction.findUnique({
      where: { id },
      select: { profileId: true, lineId: true, queueLineId: true },
    }),
  );
  return interaction.profileId ?? (await findDecidingProfile(ctx.db, interaction));
}
