import { fullReasonSchema } from '@/lib/domain/assignment/reason';
import { attachedCardsOf } from '@/lib/domain/crm/attached-card';
import { readNonCustomer } from '@/lib/domain/interaction/non-customer';
import { endingSchema } from '@/lib/domain/interaction/participation';
import { durationMsOf, readState } from '@/lib/domain/interaction/state';
import { screenPopDecisionSchema } from '@/lib/domain/screen-pop/decision';
import type { BannerRow } from './read-banner-rows';

type DescribedRow = Omit<BannerRow, 'ledger' | 'decision' | 'lastEventAt' | 'createdAt' | 'participations'> & {
  participations: readonly Omit<BannerRow['participations'][number], 'changedAt' | 'dismissedAt'>[];
};

/** What the Maker and the Banner say of an interaction alike. */
export function describeInteraction(row: DescribedRow) {
  const state = readState(row.data);
  return {
    id: row.id,
    source: row.source,
    externalId: row.externalId,
    state: row.state,
    channel: state.channel,
    direction: state.direction,
    queue: row.queue,
    agent: row.user && { id: row.user.id, name: row.user.name },
    customer: state.customer,
    nonCustomer: readNonCustomer(row.nonCustomer),
    ourNumber: state.ourNumber,
    subject: state.subject,
    outcome: state.outcome,
    durationMs: durationMsOf(state),
    startedAt: new Date(state.startedAt),
    acceptedAt: row.acceptedAt,
    endedAt: row.endedAt,
    cards: attachedCardsOf(row),
    participations: row.participations.map(
      ({ agent, user, phase, offeredAt, answeredAt, leftAt, ending, takenBy }) => ({
        agent,
        user,
        phase,
        offeredAt,
        answeredAt,
        leftAt,
        ending: endingSchema.nullable().safeParse(ending).data ?? null,
        takenBy,
      }),
    ),
    assignments: row.assignments.map(describeAssignment),
  };
}

export function describeAssignment(row: BannerRow['assignments'][number]) {
  return {
    id: row.id,
    crm: { id: row.crm.id, name: row.crm.name },
    state: row.state,
    rule: row.ruleId === null ? null : { id: row.ruleId, name: row.ruleName ?? '' },
    reason: fullReasonSchema.safeParse(row.reason).data ?? null,
    attempts: row.attempts,
    recordId: row.recordId,
    recordUrl: row.recordUrl,
    objectApiName: row.objectApiName,
    completedAt: row.completedAt,
  };
}

/** An invalid stored decision shows as none. */
export function readDecision(stored: unknown) {
  return screenPopDecisionSchema.safeParse(stored).data ?? null;
}
