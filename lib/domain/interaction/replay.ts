import { agentsOf, type Channel, type Direction, type InteractionEventInput } from './interaction';
import { orderEvents } from './order-events';
import type { Ending, Participation, Phase } from './participation';
import { addFacts, NO_FACTS, type ReportedFacts, type Reporting } from './reported-facts';
import type { InteractionState } from './state';

/**
 * What the events of an interaction amount to: its state, and the part of each agent. A pure function of the set of events,
 * so that late, lost and repeated ones give the same as if they had arrived in order.
 */
export interface Replay {
  state: InteractionState;
  /** In the order in which they were first mentioned. */
  participations: Participation[];
}

export function replay(
  events: readonly [InteractionEventInput, ...InteractionEventInput[]],
  isOurs: Reporting['isOurs'] = () => false,
): Replay {
  const ordered = orderEvents(events);
  const call: Call = {
    // What kind of call it is doesn't change when it is handed on.
    channel: ordered.find(({ channel }) => channel !== undefined)?.channel ?? 'voice',
    direction: ordered.find(({ direction }) => direction !== undefined)?.direction ?? 'incoming',
    isOurs,
    facts: NO_FACTS,
    parts: new Map(),
    answers: 0,
    firstAgent: null,
    presentedAt: null,
    acceptedAt: null,
    missedAt: null,
    endedAt: null,
  };
  for (const event of ordered) STEPS[event.type](call, event, new Date(event.at).toISOString());
  return {
    state: stateOf(call, ordered),
    participations: [...call.parts.values()].map(shown),
  };
}

interface Part extends Participation {
  phase: Phase;
  /** The rank of their answer among all answers, from 1; 0 if they didn't answer. */
  answer: number;
}

interface Call {
  channel: Channel;
  direction: Direction;
  isOurs: Reporting['isOurs'];
  facts: ReportedFacts;
  parts: Map<string, Part>;
  answers: number;
  firstAgent: string | null;
  presentedAt: string | null;
  acceptedAt: string | null;
  /** Nobody answered; it may still ring elsewhere. */
  missedAt: string | null;
  /** It is over. The first end sets it. */
  endedAt: string | null;
}

type Step = (call: Call, event: InteractionEventInput, at: string) => void;

const STEPS: Record<InteractionEventInput['type'], Step> = {
  presented(call, event, at) {
    addTo(call, event);
    call.presentedAt = earlier(call.presentedAt, at);
    const agents = agentsOf(event);
    // A list is all it rings at now; one agent joins those it rings at.
    if (event.agents !== undefined)
      for (const part of ringing(call)) if (!agents.includes(part.agent)) leave(part, at, 'withdrawn');
    for (const agent of agents) offer(call, agent, at);
    if (call.endedAt === null) call.missedAt = null;
  },

  accepted(call, event, reportedAt) {
    addTo(call, event);
    // Without a time of its own it may be reported after the end; it was answered before.
    const at = earlier(call.endedAt, reportedAt);
    call.acceptedAt = earlier(call.acceptedAt, at);
    const agents = agentsOf(event);
    for (const agent of agents) {
      const part = partOf(call, agent, at);
      part.answeredAt = earlier(part.answeredAt, at);
      call.firstAgent ??= agent;
      if (part.answer === 0 || part.phase !== 'talking') part.answer = call.answers += 1;
      if (call.endedAt === null) Object.assign(part, { phase: 'talking', leftAt: null, ending: null, takenBy: null });
      else leave(part, call.endedAt, 'answered');
    }
    if (call.endedAt !== null) return;
    call.missedAt = null;
    // Nobody named: somebody who is no agent of ours answered.
    for (const part of ringing(call)) leave(part, at, 'answered_elsewhere', agents[0] ?? null);
  },

  withdrawn(call, event, at) {
    addTo(call, event);
    // Whoever has answered keeps the call.
    for (const part of namedOr(call, event, ringing(call))) if (part.phase === 'ringing') leave(part, at, 'withdrawn');
  },

  transferred(call, event, at) {
    addTo(call, event);
    if (call.endedAt !== null) return;
    const { to = null } = event;
    for (const agent of agentsOf(event)) partOf(call, agent, at);
    const from = namedOr(call, event, talking(call)).filter(({ agent }) => agent !== to);
    for (const part of from) if (part.phase !== 'left' || part.ending === null) leave(part, at, 'transferred', to);
    if (to !== null && call.parts.get(to)?.phase !== 'talking') offer(call, to, at);
  },

  missed(call, event, at) {
    addTo(call, event);
    if (call.endedAt !== null) return;
    const named = agentsOf(event);
    for (const agent of named) {
      const part = partOf(call, agent, at);
      // One agent's missed ring takes nothing from somebody who talks.
      const isLost = part.phase !== 'talking' && (part.ending === null || part.ending === 'withdrawn');
      if (isLost) leave(part, at, 'missed');
    }
    if (named.length === 0) for (const part of ringing(call)) leave(part, at, 'missed');
    const isOpen = ringing(call).length > 0 || talking(call).length > 0;
    // Of a call that was answered before, one agent's missed ring is not the end.
    if (!isOpen && (named.length === 0 || call.acceptedAt === null)) call.missedAt ??= at;
  },

  ended(call, event, at) {
    const named = agentsOf(event);
    if (call.endedAt === null && named.length > 0 && isAnothers(call, named)) {
      // The end of one agent's part: how long it lasted and how it went are no facts of the call.
      const { durationMs: _durationMs, outcome: _outcome, ...facts } = event;
      addTo(call, facts);
      for (const agent of named) {
        const part = partOf(call, agent, at);
        if (part.phase === 'talking') leave(part, at, 'answered');
        else if (part.phase === 'ringing' || part.ending === null) leave(part, at, 'withdrawn');
      }
      return;
    }
    addTo(call, event);
    if (call.endedAt !== null) return;
    for (const agent of named) partOf(call, agent, at);
    call.endedAt = at;
    const unanswered = call.direction === 'incoming' ? 'missed' : 'unanswered';
    for (const part of call.parts.values())
      if (part.phase === 'talking') leave(part, at, 'answered');
      else if (part.phase === 'ringing' || part.ending === null)
        leave(part, at, call.acceptedAt === null ? unanswered : 'withdrawn');
  },

  described(call, event) {
    addTo(call, event);
  },
};

function addTo(call: Call, event: InteractionEventInput): void {
  call.facts = addFacts(call.facts, event, { isOurs: call.isOurs, isAnswered: call.acceptedAt !== null });
}

/** Whether somebody else has the call: who answered last, or, where those named have left, whoever it rings at. */
function isAnothers(call: Call, named: readonly string[]): boolean {
  const holder = lastAnswer(talking(call));
  if (holder !== null) return !named.includes(holder.agent);
  const haveLeft = named.every((agent) => call.parts.get(agent)?.phase === 'left');
  return haveLeft && ringing(call).length > 0;
}

function offer(call: Call, agent: string, at: string): void {
  const part = partOf(call, agent, at);
  if (part.phase === 'talking') return;
  if (call.endedAt === null) Object.assign(part, { phase: 'ringing', leftAt: null, ending: null, takenBy: null });
  else if (part.ending === null) leave(part, at, 'withdrawn');
}

/** Their part; one that is new has neither rung nor been answered. */
function partOf({ parts }: Call, agent: string, at: string): Part {
  const known = parts.get(agent);
  if (known) {
    known.offeredAt = earlier(known.offeredAt, at);
    return known;
  }
  const part: Part = {
    agent,
    phase: 'left',
    offeredAt: at,
    answeredAt: null,
    leftAt: at,
    ending: null,
    takenBy: null,
    answer: 0,
  };
  parts.set(agent, part);
  return part;
}

function leave(part: Part, at: string, ending: Ending, takenBy: string | null = null): void {
  Object.assign(part, { phase: 'left', leftAt: at, ending, takenBy });
}

function namedOr(call: Call, event: InteractionEventInput, others: Part[]): Part[] {
  const named = agentsOf(event);
  return named.length === 0 ? others : named.flatMap((agent) => call.parts.get(agent) ?? []);
}

function ringing({ parts }: Call): Part[] {
  return [...parts.values()].filter(({ phase }) => phase === 'ringing');
}

function talking({ parts }: Call): Part[] {
  return [...parts.values()].filter(({ phase }) => phase === 'talking');
}

function lastAnswer(parts: readonly Part[]): Part | null {
  return parts.reduce<Part | null>((last, part) => (part.answer > (last?.answer ?? 0) ? part : last), null);
}

function stateOf(call: Call, events: readonly InteractionEventInput[]): InteractionState {
  const parts = [...call.parts.values()];
  const lead = lastAnswer(talking(call)) ?? lastAnswer(parts) ?? ringing(call)[0] ?? parts.at(-1);
  const isTalking = talking(call).length > 0;
  const isRinging = ringing(call).length > 0;
  const waits = call.acceptedAt === null || isRinging ? 'presented' : 'accepted';
  return {
    status:
      call.endedAt !== null
        ? 'ended'
        : isTalking
          ? 'accepted'
          : !isRinging && call.missedAt !== null
            ? 'missed'
            : waits,
    channel: call.channel,
    direction: call.direction,
    agent: lead?.agent ?? null,
    firstAgent: call.firstAgent,
    ...call.facts,
    startedAt: events.map(({ at }) => new Date(at).toISOString()).reduce((a, b) => (a < b ? a : b)),
    presentedAt: call.presentedAt,
    acceptedAt: call.acceptedAt,
    closedAt: call.endedAt ?? call.missedAt,
  };
}

function shown({ answer: _answer, ...participation }: Part): Participation {
  return participation;
}

function earlier(current: string, at: string): string;
function earlier(current: string | null, at: string): string;
function earlier(current: string | null, at: string): string {
  return current === null || at < current ? at : current;
}
