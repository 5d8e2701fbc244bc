import type { InteractionSubject } from '@/lib/domain/interaction/read-data';
import type { Ctx } from '../context';
import { readState } from '@/lib/domain/interaction/state';

/** A stored interaction as input for screen pops and rules. */
export function describeSubject(
  ctx: Pick<Ctx, 'config'>,
  interaction: { id: string; data: unknown; user: { name: string } | null },
): InteractionSubject {
  return {
    id: interaction.id,
    state: readState(interaction.data),
    agentName: interaction.user?.name ?? null,
    defaultCountry: ctx.config.defaultCountry,
  };
}

/** Dates and times are written in the agent's time zone, or UTC. */
export function zoneOf(user: { timeZone: string | null } | null): string {
  return user?.timeZone ?? 'UTC';
}
