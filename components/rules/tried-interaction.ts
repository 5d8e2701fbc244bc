import type { RecentInteraction } from '@/lib/domain/answers/simulation';
import type { Channel, Customer, Direction } from '@/lib/domain/interaction/interaction';
import type { Moment } from '@/lib/domain/screen-pop/scenario';
import type { SimulationAsked, TakenBy } from '@/lib/domain/simulation/input';

/** The form of *Try it*. */
export interface TriedInteraction {
  replay: RecentInteraction | null;
  customer: string;
  withheld: boolean;
  channel: Channel;
  direction: Direction;
  moment: Moment;
  isAnswered: boolean;
  ourNumber: string;
  queue: string;
  takenBy: TakenBy['kind'];
  agentIds: string[];
  profileId: string;
}

/** An email address has an @ between other characters. Other text with digits is a number, the rest a handle. */
export function customerOf(typed: string): Customer {
  if (/^\S+@\S+$/.test(typed)) return { email: typed };
  return /\d/.test(typed) ? { number: typed } : { handle: typed };
}

function customerText({ number, email, handle }: Customer): string {
  return number ?? email ?? handle ?? '';
}

/** The form filled with a recorded interaction. Agents count only where the reader may see them. */
export function filledWith(
  tried: TriedInteraction,
  recent: RecentInteraction,
  agents: readonly { id: string }[] | null,
): TriedInteraction {
  const { channel, direction, customer, ourNumber, queue, isAnswered } = recent;
  const agentIds = recent.agentIds.filter((id) => agents?.some((agent) => agent.id === id));
  return {
    ...tried,
    replay: recent,
    customer: customerText(customer),
    withheld: customer.withheld === true || customerText(customer) === '',
    channel,
    direction,
    isAnswered,
    ourNumber: ourNumber ?? '',
    queue: queue ?? '',
    takenBy: agentIds.length > 0 ? 'agents' : recent.agentIds.length > 0 ? 'anybody' : 'nobody',
    agentIds,
  };
}

export function bodyOf(tried: TriedInteraction): SimulationAsked {
  const { replay, withheld, channel, direction, moment, isAnswered } = tried;
  const typed = tried.customer.trim();
  const ourNumber = tried.ourNumber.trim();
  const queue = tried.queue.trim();
  // A recorded customer may have more than the form shows.
  const isRecorded = replay !== null && !withheld && typed === customerText(replay.customer);
  return {
    channel,
    direction,
    moment,
    isAnswered,
    customer: withheld ? { withheld: true } : isRecorded ? replay.customer : customerOf(typed),
    takenBy: takenByOf(tried),
    ...(replay ? { replayOf: replay.id } : {}),
    ...(ourNumber === '' ? {} : { ourNumber }),
    ...(queue === '' ? {} : { queue }),
  };
}

function takenByOf({ takenBy, agentIds, profileId }: TriedInteraction): TakenBy {
  switch (takenBy) {
    case 'agents':
      return { kind: 'agents', userIds: agentIds };
    case 'profile':
      return { kind: 'profile', profileId };
    case 'anybody':
    case 'nobody':
      return { kind: takenBy };
  }
}

/** False: it has no customer, no agent or no profile yet. */
export function isComplete({ customer, withheld, takenBy, agentIds, profileId }: TriedInteraction): boolean {
  if (!withheld && customer.trim() === '') return false;
  if (takenBy === 'agents') return agentIds.length > 0;
  return takenBy !== 'profile' || profileId !== '';
}
