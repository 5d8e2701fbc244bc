import { readStoredLinks } from '@/lib/domain/assignment/stored-link';
import { fullReasonSchema } from '@/lib/domain/assignment/reason';
import { attachedCardsOf } from '@/lib/domain/crm/attached-card';
import { batchFilterSchema, type BatchFilter, type InteractionFilter } from '@/lib/domain/answers/interaction';
import { batchActionSchema, type BatchAction } from '@/lib/domain/interaction/batch-actions';
import { readStored } from '@/lib/domain/base/stored';
import { ledgerReasonOf } from '@/lib/domain/assignment/ledger-reason';
import type { LineKind } from '@/lib/domain/interaction/line';
import type { Cause } from '@/lib/domain/interaction/cause';
import { exclusionSchema } from '@/lib/domain/interaction/ledger';
import { addressOf } from '@/lib/domain/interaction/participants';
import { readNonCustomer } from '@/lib/domain/interaction/non-customer';
import { PAGE_SIZE } from '@/lib/domain/base/limits';
import { ignoredFactsSchema } from '@/lib/domain/interaction/usable-facts';
import { batchWhere, waitingFor, ledgerWhere } from './internal';
import { readState } from '@/lib/domain/interaction/state';
import { traceSchema } from '@/lib/domain/trace';
import type { Prisma } from '@/prisma/generated/client';
import { findParticipants } from '../excluded-numbers/find-participants';
import { readExcludedNumbers } from '../excluded-numbers/load-excluded-numbers';
import { describeAssignment, describeInteraction, readDecision } from './describe-interaction';
import { authorise, found, requireUser, type Ctx } from '../context';

/** The ledger of interactions, newest first by default, each with its result per CRM. */
export async function listInteractions(ctx: Ctx, filter: InteractionFilter = {}) {
  authorise(ctx, 'interactions.access');
  const where = await ledgerWhere(ctx, filter);
  const direction = filter.sort?.direction ?? 'desc';
  const [rows, matching, total] = await Promise.all([
    ctx.db.interaction.findMany({
      where,
      orderBy: [{ createdAt: direction }, { id: direction }],
      skip: ((filter.page ?? 1) - 1) * PAGE_SIZE,
      take: PAGE_SIZE,
      include: INCLUDED,
    }),
    ctx.db.interaction.count({ where }),
    ctx.db.interaction.count(),
  ]);
  return { items: rows.map(summaryOf), matching, total };
}

/** Agents, queues and numbers to filter the ledger by. */
export async function listInteractionFilters(ctx: Ctx) {
  authorise(ctx, 'interactions.access');
  const select = { id: true, name: true } as const;
  const [agents, lines] = await Promise.all([
    ctx.db.user.findMany({ where: { profiles: { some: {} } }, select, orderBy: { name: 'asc' }, take: MOST_CHOICES }),
    ctx.db.line.findMany({ select: { ...select, kind: true }, orderBy: { name: 'asc' }, take: MOST_CHOICES }),
  ]);
  const ofKind = (wanted: LineKind) => lines.filter(({ kind }) => kind === wanted);
  return { agents, queues: ofKind('queue'), numbers: ofKind('number') };
}
const MOST_CHOICES = 1000;

/** One interaction with its events, decision, assignments and traces. */
export async function readInteraction(ctx: Ctx, { id }: { id: string }) {
  authorise(ctx, 'interactions.access');
  const [interaction, assigned] = await Promise.all([
    ctx.db.interaction.findUnique({
      where: { id },
      include: { ...INCLUDED, events: { orderBy: [{ receivedAt: 'asc' }, { id: 'asc' }] } },
    }),
    ctx.db.interactionAssignment.findMany({
      where: { interactionId: id },
      select: { id: true, trace: true, associations: true },
    }),
  ]);
  const row = found(interaction);
  const state = readState(row.data);
  const { participations } = row;
  const excluded = state.participants.length === 0 ? [] : await readExcludedNumbers(ctx, ctx.configuration);
  const participants = await findParticipants(ctx, ctx.db, { state, participations, excluded });
  const links = assigned.flatMap(({ associations }) => readStoredLinks(associations));
  const traces = new Map(assigned.map((assignment) => [assignment.id, assignment.trace]));
  return {
    ...summaryOf(row),
    participants: participants.map((one) => ({
      ...one,
      cards: one.isCustomer
        ? attachedCardsOf({ ...row, relatedCards: [] }).map(({ title, url }) => ({ title, url }))
        : links.flatMap(({ participant }) => (participant?.address === addressOf(one) ? [participant] : [])),
    })),
    version: row.version,
    events: row.events.map(({ id: eventId, sequence, type, receivedAt, ignored }) => ({
      id: eventId,
      sequence: sequence === null ? null : Number(sequence),
      type,
      receivedAt,
      ignored: ignoredFactsSchema.safeParse(ignored).data ?? [],
    })),
    decision: readDecision(row.decision),
    decisionMs: row.decisionMs,
    assignments: row.assignments.map((assignment) => ({
      ...describeAssignment(assignment),
      trace: traceSchema.safeParse(traces.get(assignment.id)).data ?? [],
    })),
  };
}
export type InteractionDetail = Awaited<ReturnType<typeof readInteraction>>;

const INCLUDED = {
  user: { select: { id: true, name: true, timeZone: true } },
  participations: { include: { user: { select: { id: true, name: true } } }, orderBy: { position: 'asc' } },
  assignments: {
    include: { crm: { select: { id: true, name: true, authMethodId: true } } },
    // They hold all that was written: emails of 20,000 characters, in each row of a list.
    omit: { plan: true, trace: true, associations: true },
    orderBy: { createdAt: 'asc' },
  },
} satisfies Prisma.InteractionInclude;
type Row = Prisma.InteractionGetPayload<{ include: typeof INCLUDED }>;

function summaryOf(row: Row) {
  return { ...describeInteraction(row), ledger: ledgerOf(row) };
}

function ledgerOf({ assignments, exclusion, nonCustomer, ledger, ...row }: Row) {
  const reason = ledgerReasonOf({
    ...row,
    ledger,
    nonCustomer: readNonCustomer(nonCustomer),
    exclusion: exclusionSchema.nullable().safeParse(exclusion).data ?? null,
    assignments: assignments.map((assignment) => ({
      ...assignment,
      reason: fullReasonSchema.safeParse(assignment.reason).data ?? null,
    })),
  });
  return {
    state: ledger,
    reason: reason && { key: reason.key, ...(reason.params ? { params: reason.params } : {}) },
    mend: reason?.mend ?? null,
    nextTryAt: reason?.nextTryAt ?? null,
  };
}

/** The actor's newest run over what a filter found, with its progress. */
export async function readInteractionBatch(ctx: Ctx) {
  authorise(ctx, 'interactions.access');
  const run = await ctx.db.interactionBatch.findFirst({
    where: { startedById: requireUser(ctx).userId },
    orderBy: { startedAt: 'desc' },
    select: { id: true, action: true, filter: true, total: true, done: true, startedAt: true, finishedAt: true },
  });
  if (run === null) return { run };
  const { action, filter, ...progress } = run;
  const { waitsFor = null } = readStored(batchFilterSchema, filter, 'InteractionBatch.filter');
  return { run: { ...progress, action: readStored(batchActionSchema, action, 'InteractionBatch.action'), waitsFor } };
}

/** How many wait until a cause is mended, and the run that logs them. */
export async function readWaiting(ctx: Ctx, { cause }: { cause: Cause }) {
  authorise(ctx, 'interactions.access');
  const [count, { run }] = await Promise.all([
    ctx.db.interaction.count({ where: waitingFor(cause) }),
    readInteractionBatch(ctx),
  ]);
  return { count, run: run?.finishedAt === null && run.waitsFor === cause ? run : null };
}

/** With how many of those that a filter finds each action can be done. */
export async function readDoable(ctx: Ctx, filter: BatchFilter): Promise<Record<BatchAction, number>> {
  authorise(ctx, 'interactions.access');
  const count = async (action: BatchAction) =>
    ctx.db.interaction.count({ where: await batchWhere(ctx, action, filter) });
  const [retry, exclude, resume] = await Promise.all([count('retry'), count('exclude'), count('resume')]);
  return { retry, exclude, resume };
}
