import type { Channel, Customer, Direction, InteractionEventInput, Participant } from '../interaction/interaction';
import type { InteractionState } from '../interaction/state';

/** What a phone system would report of an interaction that is tried out: it rings, is answered or not, and is over. */
export interface Story {
  id: string;
  channel: Channel;
  direction: Direction;
  customer: Customer;
  participants: readonly Participant[];
  ourNumber: string | undefined;
  queue: string | undefined;
  /** Whom it rings at; the first one answers. Nobody: it waits in a queue. */
  agents: readonly string[];
  isAnswered: boolean;
  /** Of an interaction that is replayed: when it happened, and what else was reported of it. */
  recorded: InteractionState | null;
  now: Date;
}

export function storyOf(story: Story): [InteractionEventInput, ...InteractionEventInput[]] {
  const { id, channel, direction, customer, participants, ourNumber, queue, agents, isAnswered, recorded } = story;
  const now = story.now.toISOString();
  const common = {
    source: 'try',
    id,
    channel,
    direction,
    customer,
    ...(participants.length === 0 ? {} : { participants: [...participants] }),
    ...(ourNumber === undefined ? {} : { ourNumber }),
    ...(queue === undefined ? {} : { queue }),
  };
  const start = recorded?.presentedAt ?? recorded?.startedAt ?? now;
  const [first] = agents;
  const presented = { ...common, sequence: 1, type: 'presented' as const, at: start, agents: [...agents] };
  const accepted = {
    ...common,
    sequence: 2,
    type: 'accepted' as const,
    at: recorded?.acceptedAt ?? start,
    ...(first === undefined ? {} : { agent: first }),
  };
  const over = {
    ...common,
    ...lateFacts(recorded, isAnswered),
    sequence: 3,
    type: isAnswered ? ('ended' as const) : ('missed' as const),
    at: recorded?.closedAt ?? recorded?.acceptedAt ?? start,
  };
  return isAnswered ? [presented, accepted, over] : [presented, over];
}

/** How long somebody talked, and what came of it, are facts of an answered call. */
function lateFacts(recorded: InteractionState | null, isAnswered: boolean): Partial<InteractionEventInput> {
  if (recorded === null) return {};
  const { subject, body, outcome, durationMs, recordingUrl } = recorded;
  return {
    ...(subject === null ? {} : { subject }),
    ...(body === null ? {} : { body }),
    ...(isAnswered && outcome !== null ? { outcome } : {}),
    ...(isAnswered && durationMs !== null ? { durationMs } : {}),
    ...(isAnswered && recordingUrl !== null ? { recordingUrl } : {}),
  };
}
