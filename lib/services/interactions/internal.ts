import { RULE_REASONS } from '@/lib/domain/assignment/ledger-reason';
import { OPEN_WITHIN_MS } from '@/lib/domain/interaction/banner-place';
import { causeParts, type Cause } from '@/lib/domain/interaction/cause';
import { endingSchema, KEPT_ENDINGS, LEAVES_AFTER_MS, type Ending } from '@/lib/domain/interaction/participation';
import { staleBefore } from '@/lib/domain/interaction/stale-interaction';
import type { InteractionStatus, RESULTS } from '@/lib/domain/interaction/state';
import { addressKey } from '@/lib/domain/interaction/address-keys';
import { readTypedNumber } from '@/lib/domain/phone/key';
import type { BatchFilter, InteractionFilter } from '@/lib/domain/answers/interaction';
import type { BatchAction } from '@/lib/domain/interaction/batch-actions';
import type { Visibility } from '@/lib/domain/answers/agent-view';
import type { AgentModel } from '../cards/internal';
import { asTyped, containing } from '../listing';
import { Prisma, type Interaction, type InteractionParticipation } from '@/prisma/generated/client';
import type { Ctx, UserActor } from '../context';

/** What an agent has, has just lost, or had. */
export function isOwn(ctx: Ctx, { userId }: UserActor) {
  return {
    userId,
    OR: [{ phase: { not: 'left' } }, justLeft(ctx), HAD],
  } satisfies Prisma.InteractionParticipationWhereInput;
}

/** What an agent may still change: not what a colleague answered. */
export function mayChange({ userId }: UserActor) {
  return { userId, OR: [{ phase: { not: 'left' } }, HAD] } satisfies Prisma.InteractionParticipationWhereInput;
}

const HAD = { ending: { in: [...KEPT_ENDINGS] } } satisfies Prisma.InteractionParticipationWhereInput;

/** Ended for them without being theirs: the Banner says why for a moment. */
function justLeft(ctx: Ctx) {
  return {
    phase: 'left',
    ending: { notIn: [...KEPT_ENDINGS] },
    changedAt: { gt: new Date(ctx.now().getTime() - LEAVES_AFTER_MS) },
  } satisfies Prisma.InteractionParticipationWhereInput;
}

/** What an agent has now, or has just lost; `placeInBanner` says the same of one. */
export function isOpenFor(ctx: Ctx, { userId }: UserActor) {
  const now = ctx.now();
  const notStale = ({ phase, state }: { phase: 'ringing' | 'talking'; state: 'presented' | 'accepted' }) => ({
    phase,
    dismissedAt: null,
    interaction: {
      createdAt: { gt: new Date(now.getTime() - OPEN_WITHIN_MS) },
      lastEventAt: { gt: staleBefore(state, now) },
    },
  });
  return {
    userId,
    OR: [
      notStale({ phase: 'ringing', state: 'presented' }),
      notStale({ phase: 'talking', state: 'accepted' }),
      justLeft(ctx),
    ],
  } satisfies Prisma.InteractionParticipationWhereInput;
}

/** What an agent had, and keeps among the recent ones. */
export function isOverFor({ userId }: UserActor) {
  return { userId, phase: 'left', ...HAD } satisfies Prisma.InteractionParticipationWhereInput;
}

const UNLINKED_WITHIN_MS = 30 * 24 * 60 * 60_000;

/** Logged without a customer in the last month. */
export function isUnlinked(ctx: Ctx) {
  return {
    leftAt: { gt: new Date(ctx.now().getTime() - UNLINKED_WITHIN_MS) },
    interaction: { ledger: 'without_customer' },
  } satisfies Prisma.InteractionParticipationWhereInput;
}

interface Own {
  state: InteractionStatus;
  acceptedAt: Date | null;
  endedAt: Date | null;
  ending: Ending | null;
  takenBy: string | null;
}

/** State and times as they are for one agent, and the name of whoever took it from them. */
export function ownPart(
  { state, endedAt }: Pick<Interaction, 'state' | 'endedAt'>,
  participations: readonly (Pick<
    InteractionParticipation,
    'agent' | 'phase' | 'answeredAt' | 'leftAt' | 'ending' | 'takenBy'
  > & {
    user: { id: string; name: string } | null;
  })[],
  { userId }: Pick<UserActor, 'userId'>,
): Own {
  const own = participations.find(({ user }) => user?.id === userId);
  const ending = endingSchema.safeParse(own?.ending).data ?? null;
  const { takenBy = null, answeredAt = null, leftAt = null } = own ?? {};
  const taker = participations.find(({ agent }) => agent === takenBy);
  const shared = { acceptedAt: answeredAt, ending, takenBy: taker?.user?.name ?? takenBy };
  if (own?.phase === 'ringing') return { ...shared, state: 'presented', endedAt: null };
  if (own?.phase === 'talking') return { ...shared, state: 'accepted', endedAt: null };
  // Over for everybody: the interaction's own end.
  if (endedAt !== null && ending !== 'answered_elsewhere' && ending !== 'withdrawn')
    return { ...shared, state, endedAt };
  return { ...shared, state: ending === 'missed' ? 'missed' : 'ended', endedAt: leftAt ?? endedAt };
}

/** What a filter of the ledger finds. */
export async function ledgerWhere(
  ctx: Ctx,
  { search, channel, direction, state, result, agentId, lineId, queueId, waitsFor, from, to }: InteractionFilter,
): Promise<Prisma.InteractionWhereInput> {
  const text = search?.trim();
  return {
    ...(channel ? { channel } : {}),
    ...(direction ? { direction } : {}),
    createdAt: { ...(from ? { gte: from } : {}), ...(to ? { lt: to } : {}) },
    ...(state ? { ledger: state } : {}),
    ...(lineId ? { lineId } : {}),
    ...(queueId ? { queueLineId: queueId } : {}),
    AND: [
      ...(agentId ? [{ participations: { some: { userId: agentId } } }] : []),
      ...(result ? [havingResult(result)] : []),
      ...(waitsFor ? [waitingFor(waitsFor)] : []),
      ...(text ? [await searched(ctx, text)] : []),
    ],
  };
}

/** As `resultOf` says it. */
function havingResult(result: (typeof RESULTS)[number]): Prisma.InteractionWhereInput {
  const state = { in: ['ended', 'missed'] } satisfies Prisma.EnumInteractionStateFilter;
  const path = ['durationMs'];
  if (result === 'answered') return { state, OR: [{ acceptedAt: { not: null } }, { data: { path, gt: 0 } }] };
  // A comparison with a duration that nobody reported is neither true nor false.
  return {
    state,
    acceptedAt: null,
    direction: result === 'missed' ? 'incoming' : 'outgoing',
    OR: [{ data: { path, equals: Prisma.AnyNull } }, { data: { path, lte: 0 } }],
  };
}

/** A whole number or email address is looked up by index if any interaction has it; anything else is matched as a substring. */
async function searched(ctx: Ctx, text: string): Promise<Prisma.InteractionWhereInput> {
  const number = readTypedNumber(text, ctx.config.defaultCountry);
  const address = addressKey(text);
  const keys = number?.kind === 'whole' ? number.keys : address.includes('@') ? [address] : [];
  if (keys.length > 0) {
    const hasIt = {
      OR: [
        { numberKey: { in: keys } },
        { addressKeys: { hasSome: keys } },
        { participations: { some: { agent: { in: keys } } } },
      ],
    };
    if (await ctx.db.interaction.findFirst({ where: hasIt, select: { id: true } })) return hasIt;
  }
  return {
    OR: [
      { externalId: containing(text) },
      { participations: { some: { OR: [{ user: { name: containing(text) } }, { agent: containing(text) }] } } },
      { data: { path: ['customer', 'number'], string_contains: asTyped(text) } },
      { data: { path: ['customer', 'email'], string_contains: asTyped(text.toLowerCase()) } },
      { addressKeys: { has: address } },
      ...(number?.kind === 'part' ? [{ numberKey: { contains: number.digits } }] : []),
    ],
  };
}

/** What waits until a cause is mended. What an activation requeues by itself waits for its method too. */
export function waitingFor(cause: Cause): Prisma.InteractionWhereInput {
  const { kind, id } = causeParts(cause);
  const ledger = 'needs_administrator';
  const failed = (more: Prisma.InteractionAssignmentWhereInput): Prisma.InteractionWhereInput => ({
    ledger,
    assignments: { some: { state: 'failed', ...more } },
  });
  const isOfRule = { OR: RULE_REASONS.map((key) => ({ reason: { path: ['key'], equals: key } })) };
  // Nothing decides where it is logged.
  const undecided = { ledger, assignments: { none: {} } } as const;
  switch (kind) {
    case 'method':
      return failed({ crm: { authMethodId: id }, NOT: isOfRule });
    case 'rules':
      return failed({ crmId: id, ...isOfRule });
    case 'rule':
      return failed({ ruleId: id, ...isOfRule });
    case 'object':
      return failed({
        crm: { objects: { some: { id } } },
        reason: { path: ['refused', 'object', 'id'], equals: id },
      });
    case 'profile':
      return { ...undecided, profileId: id };
    case 'line':
      return { ...undecided, profileId: null, OR: [{ lineId: id }, { queueLineId: id }] };
    case 'lines':
      return { ...undecided, profileId: null };
  }
}

/** What an action can be done with. */
const DOABLE: Record<BatchAction, Prisma.InteractionWhereInput> = {
  retry: { ledger: 'needs_administrator' },
  exclude: { ledger: { in: ['needs_administrator', 'waiting'] } },
  resume: {
    ledger: 'not_logged',
    // The index of exclusions is small.
    AND: [{ exclusion: { not: Prisma.AnyNull } }, { exclusion: { path: ['reason'], equals: 'by_hand' } }],
  },
};

/** Of what a filter or a selection finds, what an action can be done with. */
export async function batchWhere(
  ctx: Ctx,
  action: BatchAction,
  { ids, ...filter }: BatchFilter,
): Promise<Prisma.InteractionWhereInput> {
  return { AND: [await ledgerWhere(ctx, filter), DOABLE[action], ...(ids ? [{ id: { in: ids } }] : [])] };
}

/** An object of any of the profile's CRMs. */
export function visibilityOf({ crms }: AgentModel): Visibility {
  return new Map(crms.flatMap(({ objects }) => objects.map((object) => [object.id, object])));
}
