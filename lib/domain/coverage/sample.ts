import type { InteractionEventInput } from '../interaction/interaction';
import type { InteractionSubject } from '../interaction/read-data';
import { replay } from '../interaction/replay';

type Facts = Pick<InteractionEventInput, 'channel' | 'direction' | 'queue' | 'customer'>;

/** An interaction of which these events and facts were reported, and nothing else that may be left out. */
export function sampleInteraction(
  facts: Facts,
  first: InteractionEventInput['type'],
  second?: InteractionEventInput['type'],
): InteractionSubject {
  const event = (type: InteractionEventInput['type'], sequence: number): InteractionEventInput => ({
    ...facts,
    source: 'sample',
    id: 'sample',
    sequence,
    type,
    at: '2026-01-01T00:00:00.000Z',
    agent: 'agent@example.com',
  });
  return {
    id: 'sample',
    state: replay([event(first, 1), ...(second === undefined ? [] : [event(second, 2)])]).state,
    agentName: 'Agent',
    firstAgentName: 'Agent',
    defaultCountry: null,
  };
}
