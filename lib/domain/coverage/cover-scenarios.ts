import { CHANNELS, DIRECTIONS, type Channel, type Direction } from '../interaction/interaction';
import { chooseScenario } from '../screen-pop/choose';
import { MOMENTS, type Moment, type ScenarioModel } from '../screen-pop/scenario';
import { groupBy } from './group-by';
import type { CoverageInput } from './input';
import { toServer, type ScreenPopCell, type Unreached } from './map';
import { shadowersOf } from './shadowers';

export const SCREEN_POP_CELLS = MOMENTS.flatMap((moment) =>
  DIRECTIONS.flatMap((direction) => CHANNELS.map((channel) => ({ moment, direction, channel }))),
);

/** Profiles that try the same enabled scenarios in the same order. */
export interface ProfileGroup {
  ids: string[];
  scenarios: ScenarioModel[];
}

export function groupProfiles({ profiles, scenarios }: Pick<CoverageInput, 'profiles' | 'scenarios'>): ProfileGroup[] {
  const tried = profiles.map(({ id, crmIds }) => ({
    id,
    scenarios: crmIds.flatMap((crmId) => scenarios.filter((scenario) => scenario.enabled && scenario.crmId === crmId)),
  }));
  return groupBy(tried, (profile) => profile.scenarios.map(({ id }) => id).join(' ')).map((group) => ({
    ids: group.map(({ id }) => id),
    scenarios: group[0]?.scenarios ?? [],
  }));
}

interface Situation {
  moment: Moment;
  channel: Channel;
  direction: Direction;
  scenarios: readonly ScenarioModel[];
}

/** Asks `chooseScenario` once for each situation, and again for the CRM's own scenarios that never decide. */
export function coverScenarios(
  groups: readonly ProfileGroup[],
  crmId: string,
): { cells: ScreenPopCell[]; reached: ScenarioModel[]; unreached: Unreached[] } {
  const deciding = new Set<ScenarioModel>();
  const cells = SCREEN_POP_CELLS.map((cell): ScreenPopCell => {
    const answered = groups.map(({ ids, scenarios }) => {
      const scenario = choose({ ...cell, scenarios });
      if (scenario) deciding.add(scenario);
      return { ids, scenario };
    });
    const parts = groupBy(answered, ({ scenario }) => scenario?.id ?? '').map((group) => ({
      by: group[0]?.scenario ? toServer('scenario', group[0].scenario) : null,
      profiles: group.flatMap(({ ids }) => ids),
    }));
    return { ...cell, parts: [...parts.filter(({ by }) => by !== null), ...parts.filter(({ by }) => by === null)] };
  });

  const own = [...new Set(groups.flatMap(({ scenarios }) => scenarios))].filter((one) => one.crmId === crmId);
  const situations = SCREEN_POP_CELLS.flatMap((cell) => groups.map(({ scenarios }) => ({ ...cell, scenarios })));
  const unreached = own
    .filter((one) => !deciding.has(one))
    .map((one): Unreached => {
      const applies = situations.filter((situation) => choose(situation, (other) => other === one) === one);
      const by = shadowersOf(one, applies, choose).map((other) => toServer('scenario', other));
      return { ...toServer('scenario', one), reason: { kind: 'shadowed', by } };
    });
  return { cells, reached: own.filter((one) => deciding.has(one)), unreached };
}

function choose(
  { scenarios, ...at }: Situation,
  among: (scenario: ScenarioModel) => boolean = () => true,
): ScenarioModel | null {
  return chooseScenario(scenarios.filter(among), at).scenario;
}
