import { readState } from '@/lib/domain/interaction/state';
import { chooseScenario } from '@/lib/domain/screen-pop/choose';
import type { Moment } from '@/lib/domain/screen-pop/scenario';
import { loadScenarios } from '../crms/internal';
import type { Ctx } from '../context';

/**
 * The moment whose scenario looks for the customer once an interaction is over. A scenario that waits for the agent to
 * accept also serves a call that nobody took: the customer is as well known. Null if no scenario applies.
 */
export async function findLateMoment(
  ctx: Ctx,
  interaction: { data: unknown; profileId: string | null; acceptedAt: Date | null },
): Promise<Moment | null> {
  if (interaction.profileId === null) return null;
  const crms = await ctx.db.profileCrm.findMany({
    where: { profileId: interaction.profileId },
    orderBy: { position: 'asc' },
    select: { crmId: true },
  });
  const { models } = await loadScenarios(
    ctx.db,
    crms.map(({ crmId }) => crmId),
  );
  const { channel, direction } = readState(interaction.data);
  const order: Moment[] = interaction.acceptedAt === null ? ['presented', 'accepted'] : ['accepted', 'presented'];
  return order.find((moment) => chooseScenario(models, { moment, channel, direction }).scenario !== null) ?? null;
}
