import type { StoredCard } from '../crm/attached-card';
import { toStoredCard } from '../crm/attached-card';
import type { InteractionEffect } from '../interaction/effect';
import type { NonCustomer } from '../interaction/non-customer';
import { isClosed, type InteractionState } from '../interaction/state';
import { chooseScenario } from './choose';
import { screenPopDecisionSchema, type ScreenPopDecision } from './decision';
import { hasFoundNobody } from './repeat';
import type { Moment, ScenarioModel } from './scenario';

/**
 * When the screen pops of an interaction run, and what remains of them. The verbs store it step by step, *Try it* runs
 * through it at once: both ask here.
 */

interface Known {
  state: InteractionState;
  /** Whose scenarios decide. */
  profileId: string | null;
}

/**
 * Which screen pops an event causes: one when it rings, or rings again, and one when it is accepted. What the search goes by
 * may be known late, and the profile that decides may become another: then the search is made then. Who is no customer is
 * never searched for.
 */
export function momentsOf(
  before: Known | null,
  after: Known & { nonCustomer: NonCustomer | null },
  effect: InteractionEffect,
): Moment[] {
  if (isClosed(after.state) || after.profileId === null || after.nonCustomer !== null) return [];
  const isAsked = effect === 'presented' && (before === null || isClosed(before.state));
  const isOther = before?.profileId !== after.profileId || customerOf(before.state) !== customerOf(after.state);
  const isAccepted = after.state.status === 'accepted';
  return [
    ...(isAsked || isOther ? (['presented'] as const) : []),
    ...(effect === 'accepted' || (isOther && isAccepted) ? (['accepted'] as const) : []),
  ];
}

/** What identifies the customer. */
export function customerOf(state: InteractionState | undefined): string {
  const { number = '', email = '', handle = '', withheld = false } = state?.customer ?? {};
  return JSON.stringify([number, email, handle, withheld]);
}

/** What earlier screen pops of an interaction came to. */
export interface Popped {
  decision: ScreenPopDecision | null;
  attachedCard: StoredCard | null;
}

/** False: no scenario applies at this moment, and an earlier moment's decision stays. */
export function decidesAt(
  moment: Moment,
  {
    state,
    scenarios,
    hasDecision,
  }: { state: InteractionState; scenarios: readonly ScenarioModel[]; hasDecision: boolean },
): boolean {
  const { channel, direction } = state;
  if (chooseScenario(scenarios, { moment, channel, direction }).scenario !== null) return true;
  return moment === 'presented' && !hasDecision;
}

/** The card that a decision attaches; null if it attaches none, or a card is attached already. */
export function cardToAttach(decision: ScreenPopDecision, attachedCard: unknown): StoredCard | null {
  return decision.kind === 'open' && attachedCard === null ? toStoredCard(decision.card) : null;
}

/** Whether a decision opens the card that an earlier one had opened and somebody has removed since. */
export function isRejected(decision: ScreenPopDecision, before: { decision: unknown; attachedCard: unknown }): boolean {
  const earlier = screenPopDecisionSchema.safeParse(before.decision).data;
  return (
    decision.kind === 'open' &&
    before.attachedCard === null &&
    earlier?.kind === 'open' &&
    earlier.card.objectId === decision.card.objectId &&
    earlier.card.recordId === decision.card.recordId
  );
}

/** Whether the customer is searched for before an interaction is logged: nobody has been found, and nobody was ruled out. */
export function needsLateSearch({
  decision,
  attachedCard,
}: {
  decision: ScreenPopDecision | null;
  attachedCard: unknown;
}) {
  if (attachedCard !== null) return false;
  return (
    decision === null ||
    decision.kind === 'unavailable' ||
    (decision.kind === 'none' && decision.scenarioId === null) ||
    hasFoundNobody(decision)
  );
}

/**
 * The moment whose scenario looks for the customer once an interaction is over. A scenario that waits for the agent to
 * accept also serves a call that nobody took: the customer is as well known. Null if no scenario applies.
 */
export function lateMomentOf(
  { channel, direction, acceptedAt }: Pick<InteractionState, 'channel' | 'direction' | 'acceptedAt'>,
  scenarios: readonly ScenarioModel[],
): Moment | null {
  const order: Moment[] = acceptedAt === null ? ['presented', 'accepted'] : ['accepted', 'presented'];
  return order.find((moment) => chooseScenario(scenarios, { moment, channel, direction }).scenario !== null) ?? null;
}

/** Whether a late search changes nothing: nobody was found before, and nobody is now. */
export function isLateEcho(decision: ScreenPopDecision, before: unknown): boolean {
  return decision.kind === 'none' && before !== null;
}
