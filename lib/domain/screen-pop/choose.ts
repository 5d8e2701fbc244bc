import type { Channel, Direction } from '../interaction/interaction';
import type { Moment, ScenarioModel } from './scenario';
import { trace, type TraceEntry } from '../trace';

/** Picks the first enabled scenario for this moment, channel and direction. The trace says why others were skipped. */
export function chooseScenario(
  scenarios: readonly ScenarioModel[],
  { moment, channel, direction }: { moment: Moment; channel: Channel; direction: Direction },
): { scenario: ScenarioModel | null; trace: TraceEntry[] } {
  let winner: ScenarioModel | null = null;
  const entries = scenarios.map((scenario) => {
    const { id, name, enabled, definition } = scenario;
    const ref = { type: 'scenario', id } as const;
    if (!enabled) return trace('scenario_disabled', { scenario: name }, ref);
    if (definition.moment !== moment)
      return trace('scenario_other_moment', { scenario: name, moment: definition.moment }, ref);
    if (!definition.channels.includes(channel))
      return trace('scenario_other_channel', { scenario: name, channel }, ref);
    if (!definition.directions.includes(direction))
      return trace('scenario_other_direction', { scenario: name, direction }, ref);
    if (winner) return trace('scenario_not_reached', { scenario: name, winner: winner.name }, ref);
    winner = scenario;
    return trace('scenario_applies', { scenario: name }, ref);
  });
  return { scenario: winner, trace: winner ? entries : [...entries, trace('scenario_none_applies', {})] };
}
