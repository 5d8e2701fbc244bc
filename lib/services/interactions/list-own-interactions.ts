import { redactDecision, visibleCards, type Visibility } from '@/lib/domain/answers/agent-view';
import { placeInBanner, type BannerPlace } from '@/lib/domain/interaction/banner-place';
import { mainFirst } from '@/lib/domain/interaction/participants';
import { endingSchema } from '@/lib/domain/interaction/participation';
import { readState } from '@/lib/domain/interaction/state';
import { loadAgentModel, type AgentModel } from '../cards/internal';
import { found, requireUser, type Ctx, type UserActor } from '../context';
import { describeInteraction, readDecision } from './describe-interaction';
import { isOpenFor, isOverFor, isOwn, isUnlinked, ownPart, visibilityOf } from './internal';
import { readBannerRows, type BannerRow } from './read-banner-rows';

const LATEST = 10;

/** The agent's open interactions and the last few ended ones. `loading`: the profile's model, if already being read. */
export async function listOwnInteractions(ctx: Ctx, loading?: Promise<AgentModel>) {
  const actor = requireUser(ctx);
  const select = { interactionId: true } as const;
  const [model, open, latest, unlinked] = await Promise.all([
    loading ?? loadAgentModel(ctx, actor),
    ctx.db.interactionParticipation.findMany({
      where: isOpenFor(ctx, actor),
      orderBy: { interaction: { createdAt: 'desc' } },
      take: 20,
      select,
    }),
    ctx.db.interactionParticipation.findMany({
      where: isOverFor(actor),
      orderBy: { leftAt: 'desc' },
      take: LATEST,
      select,
    }),
    // However many came after it: somebody has to say who it was.
    ctx.db.interactionParticipation.findMany({
      where: { AND: [isOverFor(actor), isUnlinked(ctx)] },
      orderBy: { leftAt: 'desc' },
      take: LATEST,
      select,
    }),
  ]);
  const idsOf = (listed: readonly { interactionId: string }[]) => listed.map(({ interactionId }) => interactionId);
  const openIds = idsOf(open);
  const closedIds = [...new Set([...idsOf(latest), ...idsOf(unlinked)])];
  const rows = await readBannerRows(ctx, [...new Set([...openIds, ...closedIds])]);
  const byId = new Map(rows.map((row) => [row.id, row]));
  const visibility = visibilityOf(model);
  const show = (ids: readonly string[]) =>
    ids.flatMap((id) => {
      const row = byId.get(id);
      return row ? [forBanner(row, actor, visibility)] : [];
    });
  return { open: show(openIds), closed: show(closedIds) };
}

/** One of the agent's own interactions, as the Banner shows it. */
export async function readOwnInteraction(ctx: Ctx, { id }: { id: string }) {
  const actor = requireUser(ctx);
  const own = await ctx.db.interactionParticipation.findFirst({
    where: { interactionId: id, ...isOwn(ctx, actor) },
    select: { id: true },
  });
  // After it, so that asking for what is not there, or not theirs, costs one look.
  found(own);
  const [[row], model] = await Promise.all([readBannerRows(ctx, [id]), loadAgentModel(ctx, actor)]);
  return forBanner(found(row), actor, visibilityOf(model));
}

type BannerInteraction = ReturnType<typeof forBanner>;

/** Where the agent's Banner lists an interaction, and as what. Null: nowhere, any more. */
export function placeOwnInteraction(
  row: BannerRow,
  actor: Pick<UserActor, 'userId'>,
  { visibility, now }: { visibility: Visibility; now: Date },
): { place: BannerPlace; interaction: BannerInteraction } | null {
  const own = row.participations.find(({ user }) => user?.id === actor.userId);
  if (!own) return null;
  const ending = endingSchema.nullable().safeParse(own.ending).data ?? null;
  const place = placeInBanner({ ...own, ending }, row, now);
  return place && { place, interaction: forBanner(row, actor, visibility) };
}

/** As this agent has it: somebody else may still talk when it is over for them. */
function forBanner(row: BannerRow, actor: Pick<UserActor, 'userId'>, visibility: Visibility) {
  const { cards: kept, participations, ...described } = describeInteraction(row);
  const cards = visibleCards(kept, visibility);
  const decision = readDecision(row.decision);
  return {
    ...described,
    ledger: row.ledger,
    ...ownPart(row, participations, actor),
    cards,
    participants: mainFirst(readState(row.data)),
    lastEventAt: row.lastEventAt,
    hiddenCards: kept.length - cards.length,
    decision: decision && redactDecision(decision, visibility),
  };
}
