import { cardClasses, isAttachable, queueClasses } from './classes';
import { ASSIGNMENT_CELLS, coverRules } from './cover-rules';
import { coverScenarios, groupProfiles, SCREEN_POP_CELLS } from './cover-scenarios';
import type { CoverageInput } from './input';
import type { CoverageMap } from './map';
import { effectOfRule, effortOfRule } from './rule-effect';
import { effectOfScenario } from './scenario-effect';

/**
 * What serves each situation that an interaction can be in, and what decides nowhere. Exact: each dimension is divided
 * into the classes that the conditions tell apart, and production's own functions are asked once for each combination.
 */
export type Coverage = { kind: 'map'; map: CoverageMap } | { kind: 'too_large'; comparisons: number; limit: number };

/**
 * Most comparisons of a scenario or rule with a situation, about half a second's work. Beyond it the map is refused,
 * because a sample would call something unreachable that is not.
 */
export const MAX_COMPARISONS = 500_000;

export function computeCoverage(asked: CoverageInput): Coverage {
  const objects = asked.objects.filter(({ crmId }) => crmId === asked.crmId);
  const input = asked.profiles.length > 0 ? asked : { ...asked, profiles: [alone(asked, objects)] };
  const { crmId, profiles } = input;
  const rules = input.rules.filter(({ enabled }) => enabled);
  const groups = groupProfiles(input);
  const queues = queueClasses(rules);
  const cards = cardClasses(
    rules,
    objects.map(({ id }) => id),
  ).filter((card) => profiles.some(({ shownObjectIds }) => isAttachable(card, shownObjectIds)));

  const comparisons =
    SCREEN_POP_CELLS.length * groups.reduce((sum, { scenarios }) => sum + scenarios.length, 0) +
    (ASSIGNMENT_CELLS.length / 2) * queues.length * cards.length * rules.length +
    rules.reduce((sum, rule) => sum + effortOfRule(rule), 0);
  if (comparisons > MAX_COMPARISONS) return { kind: 'too_large', comparisons, limit: MAX_COMPARISONS };

  const screenPop = coverScenarios(groups, crmId);
  const assignment = coverRules({ rules, objects, queues, cards, profiles });
  return {
    kind: 'map',
    map: {
      profiles: asked.profiles.map(({ id, name }) => ({ id, name })),
      queues,
      cards,
      screenPop: screenPop.cells,
      assignment: assignment.cells,
      unreached: [...screenPop.unreached, ...assignment.unreached],
      open: [
        ...screenPop.reached.map((scenario) => effectOfScenario(scenario, input)),
        ...assignment.reached.flatMap(
          ({ rule, situations }) => effectOfRule(rule, situations, { ...input, objects }) ?? [],
        ),
      ],
    },
  };
}

/** Without a profile nothing runs yet, so the map is of a profile that uses all of this CRM. */
function alone({ crmId }: CoverageInput, objects: CoverageInput['objects']) {
  return { id: '', name: '', crmIds: [crmId], shownObjectIds: objects.map(({ id }) => id) };
}
