import type { Channel, Direction } from '../interaction/interaction';
import { queueKey } from '../interaction/line';
import type { NonCustomerKind } from '../interaction/non-customer';
import type { RuleDefinition, RuleModel } from './rule';
import { trace, type TraceEntry } from '../trace';

/** What decides which rule applies. The coverage map asks with the same function for every situation there is. */
export interface RuleSituation {
  channel: Channel;
  direction: Direction;
  queue: string | null;
  /** With whom it is if not with a customer. A card that somebody attached says that it is. */
  nonCustomer?: NonCustomerKind | null;
  cards: readonly { objectId: string }[];
  /** The CRM's. */
  objects: readonly { id: string; name: string }[];
}

/** Picks the first enabled rule that applies. The trace says why others were skipped. */
export function chooseRule(
  rules: readonly RuleModel[],
  situation: RuleSituation,
): { rule: RuleModel | null; trace: TraceEntry[] } {
  const entries: TraceEntry[] = [];
  let winner: RuleModel | null = null;
  for (const rule of rules) {
    const against = winner
      ? trace('rule_not_reached', { rule: rule.name, winner: winner.name }, refOf(rule))
      : whyNot(rule, situation);
    entries.push(against ?? trace('rule_applies', { rule: rule.name }, refOf(rule)));
    if (!against) winner = rule;
  }
  return { rule: winner, trace: winner ? entries : [...entries, trace('rule_none_applies', {})] };
}

/** The objects whose cards a rule needs. It treats all other cards alike. */
export function objectsNeeded({ card, action }: Pick<RuleDefinition, 'card' | 'action'>): string[] {
  return [
    ...new Set([
      ...(card.kind === 'object' ? [card.objectId] : []),
      ...(action.kind === 'update' ? [action.objectId] : []),
    ]),
  ];
}

/** Null if the rule applies. A rule whose action needs a missing card does not apply. */
function whyNot(
  rule: RuleModel,
  { channel, direction, queue, nonCustomer, cards, objects }: RuleSituation,
): TraceEntry | null {
  const { channels, directions, queues, nonCustomers = [], card, action } = rule.definition;
  const ref = refOf(rule);
  if (!rule.enabled) return trace('rule_disabled', { rule: rule.name }, ref);
  if (!channels.includes(channel)) return trace('rule_other_channel', { rule: rule.name, channel }, ref);
  if (!directions.includes(direction)) return trace('rule_other_direction', { rule: rule.name, direction }, ref);
  if (nonCustomer && cards.length === 0 && !nonCustomers.includes(nonCustomer))
    return trace('rule_customers_only', { rule: rule.name, kind: nonCustomer }, ref);
  if (queues.length > 0) {
    if (queue === null) return trace('rule_no_queue', { rule: rule.name }, ref);
    const key = queueKey(queue);
    if (!queues.some((wanted) => queueKey(wanted) === key))
      return trace('rule_other_queue', { rule: rule.name, queue }, ref);
  }
  if (card.kind === 'none' && cards.length > 0) return trace('rule_needs_no_card', { rule: rule.name }, ref);
  if ((card.kind === 'any' || action.kind === 'attach') && cards.length === 0)
    return trace('rule_needs_card', { rule: rule.name }, ref);
  const nameOf = (objectId: string) => objects.find(({ id }) => id === objectId)?.name ?? null;
  if (card.kind === 'object') {
    const object = nameOf(card.objectId);
    if (object === null) return trace('rule_object_gone', { rule: rule.name }, ref);
    if (!cards.some(({ objectId }) => objectId === card.objectId))
      return trace('rule_needs_object', { rule: rule.name, object }, ref);
  }
  if (action.kind === 'attach') return null;
  const object = nameOf(action.objectId);
  if (object === null) return trace('rule_object_gone', { rule: rule.name }, ref);
  if (action.kind === 'update' && !cards.some(({ objectId }) => objectId === action.objectId)) {
    return trace('rule_no_card_to_update', { rule: rule.name, object }, ref);
  }
  return null;
}

function refOf(rule: RuleModel) {
  return { type: 'rule', id: rule.id } as const;
}
