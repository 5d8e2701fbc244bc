import { chooseRule, objectsNeeded, type RuleSituation } from '../assignment/choose';
import type { RuleModel } from '../assignment/rule';
import type { ObjectModel } from '../crm/crm';
import { CHANNELS, DIRECTIONS } from '../interaction/interaction';
import { isAttachable, isPossible, memberOf, type CardClass, type QueueClass } from './classes';
import { groupBy } from './group-by';
import { toServer, type AssignmentCell, type AssignmentPart, type Unreached } from './map';
import { mergeProfiles } from './merge-profiles';
import { shadowersOf } from './shadowers';

export const ASSIGNMENT_CELLS = [true, false].flatMap((isWithCustomer) =>
  DIRECTIONS.flatMap((direction) => CHANNELS.map((channel) => ({ isWithCustomer, direction, channel }))),
);

export interface RuleSpace {
  /** The enabled ones, in their order. */
  rules: readonly RuleModel[];
  objects: readonly ObjectModel[];
  queues: readonly QueueClass[];
  /** Those that some profile can attach, and those of interactions that aren't with customers. */
  cards: readonly CardClass[];
  profiles: readonly { id: string; shownObjectIds: readonly string[] }[];
}

/** One member of a queue class and of a card class. */
interface Situation extends RuleSituation {
  queueId: string;
  cardId: string;
}

/** Asks `chooseRule` once for each situation, and again for rules that never decide. */
export function coverRules(space: RuleSpace): {
  cells: AssignmentCell[];
  reached: { rule: RuleModel; situations: Situation[] }[];
  unreached: Unreached[];
} {
  const { rules } = space;
  const byCell = ASSIGNMENT_CELLS.map((cell) => ({
    cell,
    answers: situationsOf(space, cell).map((situation) => ({ situation, rule: chooseRule(rules, situation).rule })),
  }));
  const answers = byCell.flatMap((one) => one.answers);
  const cells = byCell.map((one): AssignmentCell => ({ ...one.cell, parts: partsOf(one.answers, space) }));
  const decided = rules.map((rule) => ({
    rule,
    situations: answers.flatMap((answer) => (answer.rule === rule ? answer.situation : [])),
  }));
  const unreached = decided
    .filter(({ situations }) => situations.length === 0)
    .map(({ rule }): Unreached => {
      const all = answers.map(({ situation }) => situation);
      return { ...toServer('rule', rule), reason: reasonOf(rule, all, space) };
    });
  return { cells, reached: decided.filter(({ situations }) => situations.length > 0), unreached };
}

function situationsOf(
  { objects, queues, cards }: RuleSpace,
  { isWithCustomer, channel, direction }: (typeof ASSIGNMENT_CELLS)[number],
): Situation[] {
  const possible = cards.filter(
    (card) => (card.kind !== 'not_customer') === isWithCustomer && isPossible(card, channel),
  );
  return queues.flatMap((queue) =>
    possible.map((card) => ({
      channel,
      direction,
      ...memberOf(queue, card),
      objects,
      queueId: queue.id,
      cardId: card.id,
    })),
  );
}

function reasonOf(
  rule: RuleModel,
  situations: readonly Situation[],
  { rules, objects }: RuleSpace,
): Unreached['reason'] {
  const applies = situations.filter((situation) => chooseRule([rule], situation).rule !== null);
  if (applies.length > 0) {
    const by = shadowersOf(rule, applies, (situation, among) => chooseRule(rules.filter(among), situation).rule);
    return {
      kind: 'shadowed',
      by: rules.filter((other) => by.includes(other)).map((other) => toServer('rule', other)),
    };
  }
  const isGone = situations.some((situation) =>
    chooseRule([rule], situation).trace.some(({ code }) => code === 'rule_object_gone'),
  );
  if (isGone) return { kind: 'object_gone' };
  const needed = objectsNeeded(rule.definition);
  return { kind: 'object_hidden', objects: objects.flatMap(({ id, name }) => (needed.includes(id) ? name : [])) };
}

interface Answer {
  situation: Situation;
  rule: RuleModel | null;
}

/** The situations of a cell, by what serves them, in as few products of profiles, queues and cards as is easily found. */
function partsOf(answers: readonly Answer[], { rules, cards, profiles }: RuleSpace): AssignmentPart[] {
  const sameCards = groupBy(
    profiles.map(({ id, shownObjectIds }) => ({
      id,
      attachable: cards.filter((card) => isAttachable(card, shownObjectIds)).map((card) => card.id),
    })),
    ({ attachable }) => JSON.stringify(attachable),
  );
  return [...rules, null].flatMap((rule) => {
    const served = answers.filter((answer) => answer.rule === rule);
    const products = sameCards.flatMap((group) => {
      const possible = served.filter(({ situation }) => group[0]?.attachable.includes(situation.cardId));
      return productsOf(possible).map((product) => ({ ids: group.map(({ id }) => id), ...product }));
    });
    return mergeProfiles(
      products.map(({ ids, ...product }) => ({ by: rule ? toServer('rule', rule) : null, profiles: ids, ...product })),
    );
  });
}

/** Queues with the same cards together. */
function productsOf(answers: readonly Answer[]): { queues: string[]; cards: string[] }[] {
  const byQueue = groupBy(answers, ({ situation }) => situation.queueId).map((group) => ({
    queueId: group[0]?.situation.queueId ?? '',
    cards: group.map(({ situation }) => situation.cardId),
  }));
  return groupBy(byQueue, ({ cards }) => JSON.stringify(cards)).map((group) => ({
    queues: group.map(({ queueId }) => queueId),
    cards: group[0]?.cards ?? [],
  }));
}
