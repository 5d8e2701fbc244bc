import { startScreenPop } from '../screen-pop/run';
import type { ScenarioModel } from '../screen-pop/scenario';
import type { CoverageInput } from './input';
import { toServer, type Identity, type OpenEffect } from './map';
import { sampleInteraction } from './sample';

const REPORTED = {
  number: { number: '+33176000101' },
  email: { email: 'customer@example.com' },
  handle: { handle: 'customer' },
};

/** Smaller sets first. */
const IDENTITY_SETS: Identity[][] = [
  ['number'],
  ['email'],
  ['handle'],
  ['number', 'email'],
  ['number', 'handle'],
  ['email', 'handle'],
  ['number', 'email', 'handle'],
];

/** Which facts about the customer a scenario needs to search at all: it is started as in production, with each set of them. */
export function effectOfScenario(
  scenario: ScenarioModel,
  { profiles, objects }: Pick<CoverageInput, 'profiles' | 'objects'>,
): OpenEffect {
  const identities: Identity[][] = [];
  for (const set of IDENTITY_SETS) {
    const isLarger = identities.some((known) => known.every((identity) => set.includes(identity)));
    if (!isLarger && profiles.some((profile) => doesSearch(scenario, set, profile.shownObjectIds, objects)))
      identities.push(set);
  }
  const conditions = scenario.definition.steps.flatMap((step) => step.conditions);
  const comparesValues = conditions.some(({ kind }) => kind === 'field_equals');
  return {
    ...toServer('scenario', scenario),
    effect: identities.length > 0 ? { kind: 'searches_with', identities, comparesValues } : { kind: 'never_searches' },
  };
}

function doesSearch(
  scenario: ScenarioModel,
  identities: readonly Identity[],
  shownObjectIds: readonly string[],
  objects: CoverageInput['objects'],
): boolean {
  const { channels, directions, moment } = scenario.definition;
  const [channel, direction] = [channels[0], directions[0]];
  if (channel === undefined || direction === undefined) return false;
  const customer = identities.reduce((known, identity) => ({ ...known, ...REPORTED[identity] }), {});
  const right = { canView: true, canCreate: true, shown: [] };
  const progress = startScreenPop({
    moment,
    subject: sampleInteraction({ channel, direction, customer }, 'presented'),
    scenarios: [scenario],
    objects,
    rights: new Map(shownObjectIds.map((id) => [id, right])),
    timeZone: 'UTC',
  });
  return progress.kind === 'search';
}
