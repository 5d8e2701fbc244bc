import { readNonCustomer } from '@/lib/domain/interaction/non-customer';
import type { InteractionSubject } from '@/lib/domain/interaction/read-data';
import type { Prisma } from '@/prisma/generated/client';
import type { Ctx } from '../context';
import { readState } from '@/lib/domain/interaction/state';

/** What `describeSubject` needs beside an interaction's own columns. */
export const SUBJECT_INCLUDED = {
  user: true,
  participations: { select: { agent: true, userId: true, user: { select: { name: true } } } },
} satisfies Prisma.InteractionInclude;
type DescribedInteraction = Prisma.InteractionGetPayload<{ include: typeof SUBJECT_INCLUDED }>;

/** A stored interaction as input for screen pops and rules. */
export function describeSubject(ctx: Pick<Ctx, 'config'>, interaction: DescribedInteraction): InteractionSubject {
  const state = readState(interaction.data);
  return {
    id: interaction.id,
    state,
    agentName: interaction.user?.name ?? null,
    firstAgentName: interaction.participations.find(({ agent }) => agent === state.firstAgent)?.user?.name ?? null,
    defaultCountry: ctx.config.defaultCountry,
    nonCustomer: readNonCustomer(interaction.nonCustomer),
  };
}

/** Dates and times are written in the agent's time zone, or UTC. */
export function zoneOf(user: { timeZone: string | null } | null): string {
  return user?.timeZone ?? 'UTC';
}
