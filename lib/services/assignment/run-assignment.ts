import { z } from 'zod';
import { readStored } from '@/lib/domain/base/stored';
import { AppError } from '@/lib/domain/base/app-error';
import type { AssignmentPlan } from '@/lib/domain/assignment/plan';
import { reasonAgainst, type NewReason } from '@/lib/domain/assignment/reason';
import { attachedCardsOf } from '@/lib/domain/crm/attached-card';
import type { ObjectModel } from '@/lib/domain/crm/crm';
import { readStoredLinks } from '@/lib/domain/assignment/stored-link';
import { isSameNonCustomer, readNonCustomer } from '@/lib/domain/interaction/non-customer';
import type { InteractionSubject } from '@/lib/domain/interaction/read-data';
import {
  MAX_FAILURES,
  MAX_INTERNAL_FAILURES,
  MAX_INTERRUPTIONS,
  waitAfterFailures,
} from '@/lib/domain/assignment/retry';
import { ProviderError, PROVIDER_ERROR_KINDS } from '@/lib/integrations/provider-error';
import { excludedByHand } from '@/lib/domain/interaction/ledger';
import { readState } from '@/lib/domain/interaction/state';
import { lateMomentOf, needsLateSearch } from '@/lib/domain/screen-pop/course';
import { screenPopDecisionSchema } from '@/lib/domain/screen-pop/decision';
import { Prisma, type AccountOutage } from '@/prisma/generated/client';
import { loadObjects, loadRules } from '../crms/internal';
import { readMethods } from '../connections/load-method';
import { found, unrecorded, type Ctx } from '../context';
import type { JobTry } from '@/lib/platform/jobs';
import { loadScreenPop, type ScreenPopSetting } from '../screen-pop/load-screen-pop';
import { runScreenPop } from '../screen-pop/run-screen-pop';
import { findParticipants } from '../excluded-numbers/find-participants';
import { findNonCustomer } from '../excluded-numbers/find-non-customer';
import { readExcludedNumbers } from '../excluded-numbers/load-excluded-numbers';
import { executePlan, type Executed } from './execute-plan';
import { writtenRecord } from './internal';
import { findOutage, isOwnPace, recordOutage, resumeAccount } from './record-outage';
import { resolvePlan } from './resolve-plan';
import { settleAssignment } from './settle-assignment';
import { describeSubject, SUBJECT_INCLUDED, zoneOf } from '../screen-pop/describe-subject';

const payloadSchema = z.strictObject({ assignmentId: z.uuid() });

/**
 * The job that logs one ended interaction in one CRM. However often and wherever it runs, the CRM ends up with exactly
 * one record, because the record carries our key in a property the CRM keeps unique. It never throws for what the CRM
 * does: it says itself when the next try is, so that waiting costs no tries of the queue. While its account is down only
 * the one that `retry-account` picked tries it (`isTrial`).
 */
export async function runAssignment(
  ctx: Ctx,
  payload: unknown,
  tried: JobTry,
  { isTrial = false }: { isTrial?: boolean } = {},
): Promise<void> {
  const { assignmentId } = readStored(payloadSchema, payload, 'job assign-interaction');
  const assignment = await loadAssignment(ctx, assignmentId);
  // Deleted with its CRM or interaction in the meantime: nothing left to do.
  if (!assignment) return;
  const { crm, version } = assignment;
  const settled = { assignmentId, version, plan: UNDECIDED };
  // What threw, as when the database restarts, has stopped no process.
  if (tried.attempt > MAX_INTERRUPTIONS && !tried.hasThrown) {
    ctx.log.error(
      { assignmentId, attempts: tried.attempt },
      'an interaction that keeps stopping the worker is set aside',
    );
    return settleAssignment(ctx, { ...settled, state: 'failed', reason: { key: 'interrupted' } });
  }
  if (await settleExcluded(ctx, assignment, assignment.interaction.exclusion)) return;
  const outage = await findOutage(ctx, crm);
  if (outage && (!isTrial || outage.until > ctx.now())) return waitForAccount(ctx, assignment, outage);

  const trial: Trial = { assignment, plan: UNDECIDED, object: undefined };
  let linkFailure: unknown;
  try {
    linkFailure = await tryAssignment(ctx, trial);
  } catch (error) {
    return settleFailure(ctx, trial, error);
  }
  if (linkFailure === null) await resumeAccount(ctx, { ...crm, before: outage });
}

function loadAssignment(ctx: Ctx, id: string) {
  return ctx.db.interactionAssignment.findUnique({
    where: { id },
    include: { interaction: { include: SUBJECT_INCLUDED }, crm: true },
  });
}

type Loaded = NonNullable<Awaited<ReturnType<typeof loadAssignment>>>;

/** One try, and what it has come to know. */
interface Trial {
  assignment: Loaded;
  plan: AssignmentPlan;
  object: ObjectModel | undefined;
}

/** A record that waits for its links is logged already; whatever else waits is pending. */
async function waitForAccount(ctx: Ctx, assignment: Loaded, { until, kind }: AccountOutage): Promise<void> {
  const reason = { key: `provider_${kind}` };
  await moveAssignment(ctx, assignment, {
    nextAttemptAt: until,
    ...(assignment.state === 'logged' ? {} : { state: 'pending', reason }),
  });
}

/** Stores that it waits or is being tried, unless another run is due. Answers what excludes it by then. */
async function moveAssignment(
  ctx: Ctx,
  { id, version, interactionId }: Loaded,
  data: Prisma.InteractionAssignmentUpdateManyMutationInput,
): Promise<unknown> {
  return unrecorded(ctx, 'bookkeeping').$transaction(async (tx) => {
    // Before its assignment, as events lock them: the ledger may change.
    const [locked] = await tx.$queryRaw<{ exclusion: unknown }[]>`
      SELECT "exclusion" FROM "Interaction" WHERE "id" = ${interactionId}::uuid FOR UPDATE`;
    await tx.interactionAssignment.updateMany({ where: { id, version }, data });
    return locked?.exclusion ?? null;
  });
}

/** Somebody said that it isn't to be logged. What is written already is kept up to date all the same. */
async function settleExcluded(
  ctx: Ctx,
  { id: assignmentId, version, recordId }: Loaded,
  stored: unknown,
): Promise<boolean> {
  const exclusion = excludedByHand(stored);
  if (exclusion === null || recordId !== null) return false;
  const reason: NewReason = { key: 'excluded', params: { who: exclusion.by.name } };
  await settleAssignment(ctx, { assignmentId, version, state: 'skipped', reason, plan: UNDECIDED });
  return true;
}

async function settleFailure(ctx: Ctx, { assignment, plan, object }: Trial, error: unknown): Promise<void> {
  const { id: assignmentId, version, crm } = assignment;
  const cause = causeOf(error, object);
  const settled = { assignmentId, version, plan, reason: cause.reason };
  const isOfAccount = !isLateSearchError(error) || (await searchesOnly(ctx, assignment));
  const retry = cause.isFinal ? null : await retryOf(ctx, assignment, { error, isOfAccount, isOurs: cause.isOurs });
  ctx.log.warn({ err: error, assignmentId, retry }, 'an interaction could not be written to the CRM');
  if (retry !== null) return settleAssignment(ctx, { ...settled, state: 'pending', retry });
  await settleAssignment(ctx, { ...settled, state: 'failed' });
  await resumeAccount(ctx, { ...crm, before: null });
}

interface Retry {
  at: Date;
  failures: number;
  isOurTurn: boolean;
}

/** When it is tried again; null if it has failed too often. Neither an account that is down nor our own limit is a failure of the interaction. */
async function retryOf(
  ctx: Ctx,
  { id: assignmentId, crm, failures: before }: Loaded,
  { error, isOfAccount, isOurs = false }: { error: unknown; isOfAccount: boolean; isOurs?: boolean | undefined },
): Promise<Retry | null> {
  const until = isOfAccount ? await recordOutage(ctx, { ...crm, assignmentId, error }) : null;
  if (until !== null) return { at: until, failures: before, isOurTurn: false };
  const isCounted = !isOwnPace(error);
  const failures = isCounted ? before + 1 : before;
  if (isCounted && failures >= (isOurs ? MAX_INTERNAL_FAILURES : MAX_FAILURES)) return null;
  const requestedMs = error instanceof ProviderError ? error.retryAfterMs : null;
  return { at: new Date(ctx.now().getTime() + waitAfterFailures(failures, requestedMs)), failures, isOurTurn: true };
}

/** Whether the profile's scenarios search in no other account. */
async function searchesOnly(ctx: Ctx, { interaction, crm }: Loaded): Promise<boolean> {
  const { profileId } = interaction;
  if (profileId === null) return true;
  const others = { profileId, crm: { authMethodId: { not: crm.authMethodId } } };
  return (await ctx.db.profileCrm.findFirst({ where: others })) === null;
}

/** Settles what succeeded, and returns why links are missing; null if none are. Throws if nothing was settled. */
async function tryAssignment(ctx: Ctx, trial: Trial): Promise<unknown> {
  const { assignment } = trial;
  const { id: assignmentId, crm, version } = assignment;
  const [objects, { models: rules }, methods] = await Promise.all([
    ctx.configuration.read(`objects ${crm.id}`, () => loadObjects(ctx.db, [crm.id])),
    ctx.configuration.read(`rules ${crm.id}`, () => loadRules(ctx.db, [crm.id])),
    readMethods(ctx),
  ]);
  const method = found(methods.get(crm.authMethodId));
  if (method.status !== 'enabled' && rules.some(({ enabled }) => enabled)) {
    // Waits for an administrator. Activation requeues it; the rule is chosen then, with the card found by then.
    const reason: NewReason = { key: 'method_disabled', params: { method: method.name } };
    await settleAssignment(ctx, { assignmentId, version, state: 'failed', reason, plan: UNDECIDED });
    return null;
  }

  const interaction = await withLateCard(ctx, await withNonCustomer(ctx, assignment.interaction));
  const cards = attachedCardsOf(interaction).filter((card) => card.crmId === crm.id);
  const { subject, screenPop } = await withParticipants(ctx, interaction);
  const portalId = method.portalId ?? '';
  const plan = await resolvePlan(ctx, {
    crm,
    portalId,
    subject,
    userId: interaction.userId,
    cards,
    rules,
    objects,
    timeZone: zoneOf(interaction.user),
    screenPop,
  });
  trial.plan = plan;

  const links = assignment.portalId === portalId ? readStoredLinks(assignment.associations) : [];
  const known = { record: writtenRecord(assignment, portalId), links };
  // Nothing to write now, and nothing to undo from an earlier run.
  if (plan.kind === 'blocked' || (links.length === 0 && plan.kind !== 'create' && plan.kind !== 'update')) {
    await settleAssignment(ctx, { assignmentId, version, plan, ...endOf(plan, subject) });
    return null;
  }

  const exclusion = await moveAssignment(ctx, assignment, { state: 'sending', attempts: { increment: 1 } });
  if (await settleExcluded(ctx, assignment, exclusion)) return null;
  const object =
    plan.kind === 'create' || plan.kind === 'update' ? objects.find(({ id }) => id === plan.objectId) : undefined;
  trial.object = object;
  const executed = await executePlan(ctx, {
    assignmentId,
    plan,
    objects,
    authMethodId: crm.authMethodId,
    portalId,
    grantedScopes: method.grantedScopes ?? [],
    known,
    cards: cards.map(({ objectApiName, recordId }) => ({ objectApiName, id: recordId })),
  });
  const { entries, linkFailure } = executed;
  const retry =
    linkFailure === null || causeOf(linkFailure, object).isFinal
      ? null
      : await retryOf(ctx, assignment, { error: linkFailure, isOfAccount: true });
  const end = endOf(plan, subject);
  const reason = shortfallOf(plan, executed, object, retry === null) ?? end.reason;
  await settleAssignment(ctx, { assignmentId, version, plan, entries, ...end, reason, retry });
  return linkFailure;
}

/** What a logged interaction lacks, the most important first; the trace has all of it. */
function shortfallOf(
  plan: AssignmentPlan,
  { refused, gone, linkFailure }: Executed,
  object: ObjectModel | undefined,
  isLast: boolean,
): NewReason | null {
  if (linkFailure !== null) {
    const detail = linkFailure instanceof ProviderError ? detailOf(linkFailure) : {};
    return { key: isLast ? 'links_missing' : 'links_waiting', ...detail };
  }
  if (refused && object) return refusedReason('values_left_out', refused, object);
  if (gone.length > 0) return { key: 'links_left_out', params: { count: gone.length, records: gone.join(', ') } };
  const noOwner = plan.trace.find(({ code }) => code === 'owner_not_found');
  return noOwner ? { key: 'owner_unknown', params: noOwner.params } : null;
}

/** The final state of a plan once executed. */
function endOf(
  plan: AssignmentPlan,
  { nonCustomer }: Pick<InteractionSubject, 'nonCustomer'>,
): {
  state: 'logged' | 'skipped' | 'failed';
  reason: NewReason | null;
} {
  switch (plan.kind) {
    case 'skip':
      return { state: 'skipped', reason: nonCustomer ? reasonAgainst(nonCustomer) : { key: 'no_rule' } };
    case 'attach':
      return { state: 'logged', reason: { key: 'attached' } };
    case 'blocked':
      return {
        state: 'failed',
        reason: { key: 'gaps', params: { fields: plan.gaps.map(({ name, apiName }) => name ?? apiName).join(', ') } },
      };
    case 'create':
    case 'update':
      return { state: 'logged', reason: null };
  }
}

/** As the list of excluded numbers says now: the administrator may have corrected it since the interaction ended. */
async function withNonCustomer(ctx: Ctx, interaction: Ended): Promise<Ended> {
  const state = readState(interaction.data);
  const excluded = await readExcludedNumbers(ctx, ctx.configuration);
  const nonCustomer = await findNonCustomer(ctx, ctx.db, {
    state,
    participations: interaction.participations,
    excluded,
  });
  if (isSameNonCustomer(nonCustomer, readNonCustomer(interaction.nonCustomer))) return interaction;
  return unrecorded(ctx, 'bookkeeping').interaction.update({
    where: { id: interaction.id },
    data: { nonCustomer: nonCustomer ?? Prisma.DbNull },
    include: SUBJECT_INCLUDED,
  });
}

/** With everybody who takes part, and how the others of them are looked for. */
async function withParticipants(
  ctx: Ctx,
  interaction: Ended,
): Promise<{ subject: InteractionSubject; screenPop: ScreenPopSetting | null }> {
  const subject = describeSubject(ctx, interaction);
  const { state } = subject;
  if (state.participants.length === 0) return { subject, screenPop: null };
  const excluded = await readExcludedNumbers(ctx, ctx.configuration);
  const { participations, profileId } = interaction;
  const participants = await findParticipants(ctx, ctx.db, { state, participations, excluded });
  const screenPop = profileId === null ? null : await loadScreenPop(ctx, { profileId });
  return { subject: { ...subject, participants }, screenPop };
}

/** No rule and no card chosen yet. */
const UNDECIDED: AssignmentPlan = { kind: 'skip', trace: [] };

type Ended = Prisma.InteractionGetPayload<{ include: typeof SUBJECT_INCLUDED }>;

/**
 * If HubSpot was down during the call, knew nobody, or the moment of the scenario never came, searches for the customer's
 * card before writing. Throws if HubSpot doesn't answer yet, or only an administrator can make it answer. A search that it
 * will never accept costs the card, not the interaction.
 */
async function withLateCard(ctx: Ctx, interaction: Ended): Promise<Ended> {
  const decision = screenPopDecisionSchema.safeParse(interaction.decision).data ?? null;
  if (!needsLateSearch({ decision, attachedCard: interaction.attachedCard }) || interaction.profileId === null)
    return interaction;
  const { scenarios } = await loadScreenPop(ctx, { profileId: interaction.profileId });
  const moment = lateMomentOf(readState(interaction.data), scenarios);
  const late = moment && (await runScreenPop(ctx, { interactionId: interaction.id, moment, isLate: true }));
  if (late?.kind === 'unavailable' && !NEVER_ACCEPTED.has(late.reason)) throw lateSearchError(late.reason);
  return late === null
    ? interaction
    : ctx.db.interaction.findUniqueOrThrow({ where: { id: interaction.id }, include: SUBJECT_INCLUDED });
}

/** Reasons for which the same search fails again, whatever an administrator does to the connection. */
const NEVER_ACCEPTED: ReadonlySet<string> = new Set(['invalid_request', 'not_found', 'conflict', 'crm_gone']);

/** The operation of the search for the customer's card, possibly in another account than the one to write to. */
const LATE_SEARCH = 'screen pop before assignment';

function lateSearchError(reason: string): ProviderError {
  const kind = PROVIDER_ERROR_KINDS.find((known) => known === reason) ?? 'unavailable';
  return new ProviderError(kind, { operation: LATE_SEARCH });
}

function isLateSearchError(error: unknown): boolean {
  return error instanceof ProviderError && error.operation === LATE_SEARCH;
}

interface Cause {
  isFinal: boolean;
  /** A fault of ours, not of the provider. */
  isOurs?: boolean;
  reason: NewReason;
}

/** Maps an error to a reason. Final if only a person can fix it; otherwise it is retried. */
function causeOf(error: unknown, object: ObjectModel | undefined): Cause {
  if (error instanceof ProviderError) {
    if (error.code === 'NO_UNIQUE_PROPERTY') return { isFinal: true, reason: { key: 'no_unique_property' } };
    const isFinal = !error.retryable && error.kind !== 'quota_exhausted' && error.kind !== 'invalid_response';
    if (object && error.fields.length > 0)
      return { isFinal, reason: refusedReason('provider_refused_fields', error, object) };
    const params = { scopes: error.missingScopes.join(', ') };
    return { isFinal, reason: { key: `provider_${error.kind}`, params, ...detailOf(error) } };
  }
  // A method that is still enabled may recover: HubSpot rejected its secret, and the next refresh may succeed.
  if (error instanceof AppError)
    return { isFinal: error.key !== 'method_credentials_refused', reason: { key: 'method_unavailable' } };
  return { isFinal: false, isOurs: true, reason: { key: 'internal' } };
}

/** Which values the provider rejected, in its own words. */
function refusedReason(
  key: 'provider_refused_fields' | 'values_left_out',
  error: ProviderError,
  object: ObjectModel,
): NewReason {
  const fields = error.fields.map(({ apiName, message, isUnknown }) => ({
    apiName,
    name: object.fields.find((field) => field.apiName === apiName)?.name ?? null,
    message,
    isUnknown,
  }));
  return {
    key,
    params: { count: fields.length },
    ...detailOf(error),
    refused: { object: { id: object.id, name: object.name }, fields },
  };
}

function detailOf({ providerMessage }: ProviderError): { detail?: string } {
  return providerMessage ? { detail: providerMessage } : {};
}
