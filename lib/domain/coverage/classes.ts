import { objectsNeeded } from '../assignment/choose';
import type { Channel } from '../interaction/interaction';
import { queueKey } from '../interaction/line';
import { canBe, NON_CUSTOMERS, type NonCustomerKind } from '../interaction/non-customer';
import type { RuleModel } from '../assignment/rule';
import { groupBy } from './group-by';

/**
 * The classes into which conditions divide queues and cards: enabled rules treat all members of one alike, so asking
 * with one member answers for all.
 */
export interface QueueClass {
  id: string;
  /** Empty: no queue, or one that no rule names. */
  names: string[];
}

export interface CardClass {
  id: string;
  /**
   * `other`: one card of an object that no rule asks for; any of `objectIds`. `not_customer`: no card, because it isn't with
   * a customer; any of `nonCustomers`. A card that somebody attaches says that it is with one.
   */
  kind: 'none' | 'objects' | 'other' | 'not_customer';
  /** For `objects`: one card of each. */
  objectIds: string[];
  /** For `not_customer`. */
  nonCustomers: NonCustomerKind[];
}

/** Queues named by the same rules are one class. */
export function queueClasses(rules: readonly RuleModel[]): QueueClass[] {
  const lists = rules.map(({ definition }) => new Set(definition.queues.map(queueKey)));
  const spellings = new Map<string, string>();
  for (const name of rules.flatMap(({ definition }) => definition.queues))
    if (!spellings.has(queueKey(name))) spellings.set(queueKey(name), name);
  const classes = groupBy([...spellings], ([key]) => lists.map((list) => Number(list.has(key))).join(''));
  const named = classes.map((same) => same.map(([, name]) => name));
  return [...named.map((names) => ({ id: `queue ${names[0]}`, names })), { id: 'other', names: [] }];
}

/**
 * No card, a card that no rule asks for, and each set of cards that some rule needs. A rule that applies to some cards
 * also applies to more of them, so a larger set is served by the first rule that serves one of the sets within it.
 */
export function cardClasses(rules: readonly RuleModel[], objectIds: readonly string[]): CardClass[] {
  const needs = rules.map(({ definition }) => objectsNeeded(definition).filter((id) => objectIds.includes(id)));
  const needed = new Set(needs.flat());
  const sets = new Map([...[...needed].map((id) => [id]), ...needs].map((ids) => [[...ids].sort().join(' '), ids]));
  sets.delete('');
  const others = objectIds.filter((id) => !needed.has(id));
  return [
    { id: 'none', kind: 'none', objectIds: [], nonCustomers: [] },
    ...[...sets].map(([id, ids]) => ({ id, kind: 'objects' as const, objectIds: ids, nonCustomers: [] })),
    ...(others.length > 0 ? [{ id: 'other', kind: 'other' as const, objectIds: others, nonCustomers: [] }] : []),
    ...nonCustomerClasses(rules),
  ];
}

/** Those that the same rules ask for and that the same channels know are one class. */
function nonCustomerClasses(rules: readonly RuleModel[]): CardClass[] {
  const classes = groupBy(NON_CUSTOMERS, (kind) =>
    [canBe(kind, 'email'), ...rules.map(({ definition }) => definition.nonCustomers?.includes(kind) ?? false)].join(),
  );
  return classes.map((nonCustomers) => ({
    id: `not_customer ${nonCustomers.join(' ')}`,
    kind: 'not_customer',
    objectIds: [],
    nonCustomers,
  }));
}

/** Whether an interaction of a channel can be of a class. */
export function isPossible({ nonCustomers }: CardClass, channel: Channel): boolean {
  return nonCustomers.every((kind) => canBe(kind, channel));
}

/** Whether agents of a profile that shows these objects can attach such cards. */
export function isAttachable({ kind, objectIds }: CardClass, shown: readonly string[]): boolean {
  return kind === 'other' ? objectIds.some((id) => shown.includes(id)) : objectIds.every((id) => shown.includes(id));
}

/** One member of a class, to ask with. */
export function memberOf(queue: QueueClass, { kind, objectIds, nonCustomers }: CardClass) {
  const ids = kind === 'other' ? objectIds.slice(0, 1) : objectIds;
  const [nonCustomer = null] = nonCustomers;
  return { queue: queue.names[0] ?? null, nonCustomer, cards: ids.map((objectId) => ({ objectId })) };
}
