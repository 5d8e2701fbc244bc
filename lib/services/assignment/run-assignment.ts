import { z } from 'zod';
import { readStored } from '@/lib/domain/base/stored';
import { AppError } from '@/lib/domain/base/app-error';
import { planAssignment, type AssignmentPlan } from '@/lib/domain/assignment/plan';
import type { NewReason } from '@/lib/domain/assignment/reason';
import { attachedCardsOf } from '@/lib/domain/crm/attached-card';
import type { ObjectModel } from '@/lib/domain/crm/crm';
import { readStoredLinks } from '@/lib/domain/assignment/stored-link';
import { providerManifests, isProviderId } from '@/lib/integrations/crm/manifests';
import { ProviderError } from '@/lib/integrations/provider-error';
import { hasFoundNobody } from '@/lib/domain/screen-pop/repeat';
import { screenPopDecisionSchema } from '@/lib/domain/screen-pop/decision';
import type { Prisma } from '@/prisma/generated/client';
import { loadObjects, loadRules } from '../crms/internal';
import { loadMethod } from '../connections/load-method';
import { type Ctx, unrecorded } from '../context';
import type { JobTry } from '@/lib/platform/jobs';
import { lockInteraction, refreshLedger } from '../refresh-ledger';
import { findLateMoment } from '../screen-pop/find-late-moment';
import { runScreenPop } from '../screen-pop/run-screen-pop';
import { findAgentOwner } from '../connections/find-agent-owner';
import { executePlan, type Executed } from './execute-plan';
import { settleAssignment } from './settle-assignment';
import { describeSubject, SUBJECT_INCLUDED, zoneOf } from '../screen-pop/describe-subject';

const payloadSchema = z.strictObject({ assignmentId: z.uuid() });

/**
 * The job that logs one ended interaction in one CRM. However often and wherever it runs, the CRM ends up with exactly
 * one record, because the record carries our key in a property the CRM keeps unique.
 */
export async function runAssignment(ctx: Ctx, payload: unknown, tried: JobTry): Promise<void> {
  const { assignmentId } = readStored(payloadSchema, payload, 'job assign-interaction');
  const assignment = await ctx.db.interactionAssignment.findUnique({
    where: { id: assignmentId },
    include: { interaction: { include: SUBJECT_INCLUDED }, crm: true },
  });
  // Deleted with its CRM or interaction in the meantime: nothing left to do.
  if (!assignment) return;
  const { crm, version } = assignment;
  const [objects, { models: rules }, method] = await Promise.all([
    loadObjects(ctx.db, [crm.id]),
    loadRules(ctx.db, [crm.id]),
    loadMethod(ctx, ctx.db, crm.authMethodId),
  ]);
  if (method.status !== 'enabled' && rules.some(({ enabled }) => enabled)) {
    // Waits for an administrator. Activation requeues it; the rule is chosen then, with the card found by then.
    const reason: NewReason = { key: 'method_disabled', params: { method: method.name } };
    return settleAssignment(ctx, { assignmentId, version, state: 'failed', reason, plan: UNDECIDED });
  }

  const interaction = await withLateCard(ctx, assignment.interaction);
  if (interaction === null) {
    await settleAssignment(ctx, {
      assignmentId,
      version,
      state: 'pending',
      reason: { key: 'provider_unavailable' },
      plan: UNDECIDED,
    });
    throw new ProviderError('unavailable', { operation: 'screen pop before assignment' });
  }
  const manifest = isProviderId(crm.type) ? providerManifests[crm.type] : null;
  const cards = attachedCardsOf(interaction).filter((card) => card.crmId === crm.id);
  const subject = describeSubject(ctx, interaction);
  const portalId = method.portalId ?? '';
  const agentOwner = await findAgentOwner(
    ctx,
    { userId: interaction.userId, email: subject.state.agent },
    { id: crm.id, authMethodId: crm.authMethodId, portalId },
  );
  const plan = planAssignment({
    subject: { ...subject, agentOwner },
    ownerProperty: manifest?.ownerProperty ?? null,
    cards,
    rules,
    objects,
    requiredOnCreate: new Map(manifest?.objects.map((object) => [object.apiName, object.requiredOnCreate])),
    timeZone: zoneOf(interaction.user),
  });

  const links = assignment.portalId === portalId ? readStoredLinks(assignment.associations) : [];
  const isWritten =
    assignment.portalId === portalId && assignment.recordId !== null && assignment.objectApiName !== null;
  const known = {
    record: isWritten ? { objectApiName: assignment.objectApiName ?? '', id: assignment.recordId ?? '' } : null,
    links,
  };
  // Nothing to write now, and nothing to undo from an earlier run.
  if (plan.kind === 'blocked' || (links.length === 0 && plan.kind !== 'create' && plan.kind !== 'update'))
    return settleAssignment(ctx, { assignmentId, version, plan, ...endOf(plan) });

  await unrecorded(ctx, 'bookkeeping').$transaction(async (tx) => {
    await lockInteraction(tx, interaction.id);
    await tx.interactionAssignment.updateMany({
      where: { id: assignmentId, version },
      data: { state: 'sending', attempts: { increment: 1 } },
    });
    await refreshLedger(tx, interaction.id);
  });
  const object =
    plan.kind === 'create' || plan.kind === 'update' ? objects.find(({ id }) => id === plan.objectId) : undefined;
  let missingLinks: unknown = null;
  try {
    const { authMethodId } = crm;
    const cardRefs = cards.map(({ objectApiName, recordId }) => ({ objectApiName, id: recordId }));
    const executed = await executePlan(ctx, {
      assignmentId,
      plan,
      objects,
      authMethodId,
      portalId,
      grantedScopes: method.grantedScopes ?? [],
      known,
      cards: cardRefs,
    });
    const { entries, linkFailure } = executed;
    const isLast = linkFailure === null || causeOf(linkFailure, object).isFinal || tried.attempt >= tried.maxAttempts;
    const end = endOf(plan);
    const reason = shortfallOf(plan, executed, object, isLast) ?? end.reason;
    await settleAssignment(ctx, { assignmentId, version, plan, entries, ...end, reason });
    // Settled already: what throws from here on only makes the queue try again.
    missingLinks = isLast ? null : linkFailure;
  } catch (error) {
    const cause = causeOf(error, object);
    ctx.log.warn(
      { err: error, assignmentId, attempt: tried.attempt },
      'an interaction could not be written to the CRM',
    );
    if (cause.isFinal || tried.attempt >= tried.maxAttempts) {
      return settleAssignment(ctx, { assignmentId, version, state: 'failed', reason: cause.reason, plan });
    }
    await settleAssignment(ctx, { assignmentId, version, state: 'pending', reason: cause.reason, plan });
    // Rethrow, so that the queue retries with back-off.
    throw error;
  }
  if (missingLinks !== null) throw missingLinks;
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
function endOf(plan: AssignmentPlan): {
  state: 'logged' | 'skipped' | 'failed';
  reason: NewReason | null;
} {
  switch (plan.kind) {
    case 'skip':
      return { state: 'skipped', reason: { key: 'no_rule' } };
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

/** No rule and no card chosen yet. */
const UNDECIDED: AssignmentPlan = { kind: 'skip', trace: [] };

type Ended = Prisma.InteractionGetPayload<{ include: typeof SUBJECT_INCLUDED }>;

/**
 * If HubSpot was down during the call, knew nobody, or the moment of the scenario never came, searches for the customer's
 * card before writing. Null: HubSpot still doesn't answer.
 */
async function withLateCard(ctx: Ctx, interaction: Ended): Promise<Ended | null> {
  const decision = screenPopDecisionSchema.safeParse(interaction.decision).data ?? null;
  // No scenario has decided yet, the CRM didn't answer, or it knew nobody when it was asked.
  const isUndecided =
    decision === null ||
    decision.kind === 'unavailable' ||
    (decision.kind === 'none' && decision.scenarioId === null) ||
    hasFoundNobody(decision);
  if (interaction.attachedCard !== null || !isUndecided) return interaction;
  const moment = await findLateMoment(ctx, interaction);
  const late = moment && (await runScreenPop(ctx, { interactionId: interaction.id, moment, isLate: true }));
  if (late?.kind === 'unavailable') return null;
  return late === null
    ? interaction
    : ctx.db.interaction.findUniqueOrThrow({ where: { id: interaction.id }, include: SUBJECT_INCLUDED });
}

interface Cause {
  isFinal: boolean;
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
  if (error instanceof AppError) return { isFinal: true, reason: { key: 'method_unavailable' } };
  return { isFinal: false, reason: { key: 'internal' } };
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
