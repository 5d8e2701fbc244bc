import type { RuleSituation } from '../assignment/choose';
import { planAssignment } from '../assignment/plan';
import type { RuleDefinition, RuleModel } from '../assignment/rule';
import { groupBy } from './group-by';
import type { CoverageInput } from './input';
import { toServer, type OpenEffect } from './map';
import { sampleInteraction } from './sample';

/**
 * What a rule may lack to write its record: it is planned as in production, for interactions that report the least.
 * `situations` are those in which it decides.
 */
export function effectOfRule(
  rule: RuleModel,
  situations: readonly RuleSituation[],
  { objects, requiredOnCreate }: Pick<CoverageInput, 'objects' | 'requiredOnCreate'>,
): OpenEffect | null {
  const { action } = rule.definition;
  if (action.kind === 'attach') return null;
  const cards = (situations[0]?.cards ?? []).map(({ objectId }) => ({
    objectId,
    objectApiName: '',
    recordId: '1',
    title: '',
  }));
  const gaps = new Map<string, string>();
  for (const subject of samplesOf(rule, situations)) {
    const plan = planAssignment({ subject, cards, rules: [rule], objects, requiredOnCreate, timeZone: 'UTC' });
    if (plan.kind === 'blocked') for (const { apiName, name } of plan.gaps) gaps.set(apiName, name ?? apiName);
  }
  if (gaps.size === 0) return null;
  const fields = objects.find(({ id }) => id === action.objectId)?.fields ?? [];
  const mapped = fields.filter(({ id }) => action.mapping.some(({ fieldId }) => fieldId === id));
  const unfilled = [...gaps].filter(([apiName]) => !mapped.some((field) => field.apiName === apiName));
  return {
    ...toServer('rule', rule),
    effect:
      unfilled.length > 0
        ? { kind: 'never_writes', fields: unfilled.map(([, name]) => name) }
        : { kind: 'needs_values', fields: [...gaps.values()] },
  };
}

/** The most fields that `effectOfRule` maps. */
export function effortOfRule({ definition }: RuleModel): number {
  const { channels, directions, action } = definition;
  if (action.kind === 'attach') return 0;
  return channels.length * directions.length * queuesToTry(definition).length * 2 * action.mapping.length;
}

function samplesOf(rule: RuleModel, situations: readonly RuleSituation[]) {
  const cells = groupBy(situations, ({ channel, direction }) => `${channel} ${direction}`).flatMap(
    ([one]) => one ?? [],
  );
  return cells.flatMap(({ channel, direction }) =>
    queuesToTry(rule.definition).flatMap((queue) => {
      const facts = { channel, direction, ...(queue === null ? {} : { queue }) };
      return [sampleInteraction(facts, 'missed'), sampleInteraction(facts, 'accepted', 'ended')];
    }),
  );
}

/** A table or a list of options may know one queue and not another. */
function queuesToTry({ queues, action }: RuleDefinition): (string | null)[] {
  if (queues.length === 0 || action.kind === 'attach') return [null];
  const readsQueue = action.mapping.some(({ source }) => source.kind === 'data' && source.key === 'queue');
  return readsQueue ? [...queues] : queues.slice(0, 1);
}
