import type { RecentInteraction, SimulationChoices } from '@/lib/domain/answers/simulation';
import { MAX_TRIED_AGENTS } from '@/lib/domain/simulation/input';
import { isClosed, readState, resultOf } from '@/lib/domain/interaction/state';
import type { Prisma } from '@/prisma/generated/client';
import { authorise, isAuthorised, type Ctx } from '../context';

const MOST_CHOICES = 1000;
const MOST_RECENT = 20;

/**
 * What *Try it* offers: agents, profiles and the latest interactions, each to those who may see them. `interactionId`: one
 * more, first, that may be older.
 */
export async function readSimulationChoices(
  ctx: Ctx,
  { interactionId = null }: { interactionId?: string | null } = {},
): Promise<SimulationChoices> {
  authorise(ctx, 'crm.modify');
  const names = { select: { id: true, name: true }, orderBy: { name: 'asc' }, take: MOST_CHOICES } as const;
  const [agents, profiles, recent] = await Promise.all([
    isAuthorised(ctx, 'users.access')
      ? ctx.db.user.findMany({ ...names, where: { status: 'active', profiles: { some: {} } } })
      : null,
    isAuthorised(ctx, 'profiles.access') ? ctx.db.profile.findMany(names) : null,
    isAuthorised(ctx, 'interactions.access') ? listRecent(ctx, interactionId) : null,
  ]);
  return { agents, profiles, recent };
}

async function listRecent({ db }: Ctx, id: string | null): Promise<RecentInteraction[]> {
  const [asked, latest] = await Promise.all([
    id === null ? null : db.interaction.findUnique({ where: { id }, include: INCLUDED }),
    db.interaction.findMany({ orderBy: [{ createdAt: 'desc' }, { id: 'desc' }], take: MOST_RECENT, include: INCLUDED }),
  ]);
  return [...(asked ? [asked] : []), ...latest.filter((row) => row.id !== asked?.id)].map(recentOf);
}

const INCLUDED = {
  participations: {
    where: { user: { status: 'active' } },
    select: { agent: true, userId: true },
    orderBy: { position: 'asc' },
  },
} satisfies Prisma.InteractionInclude;

function recentOf(row: Prisma.InteractionGetPayload<{ include: typeof INCLUDED }>): RecentInteraction {
  const state = readState(row.data);
  const { channel, direction, customer, ourNumber, queue, startedAt, agent } = state;
  const first = row.participations.filter((participation) => participation.agent === agent);
  const ids = [...first, ...row.participations].flatMap(({ userId }) => userId ?? []);
  return {
    id: row.id,
    startedAt,
    channel,
    direction,
    customer,
    ourNumber,
    queue,
    isAnswered: isClosed(state) ? resultOf(state) === 'answered' : true,
    agentIds: [...new Set(ids)].slice(0, MAX_TRIED_AGENTS),
  };
}
