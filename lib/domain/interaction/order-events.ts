import type { InteractionEventInput } from './interaction';

/** What can follow what, where two events happened at the same time. */
const RANK: Record<InteractionEventInput['type'], number> = {
  presented: 1,
  accepted: 2,
  transferred: 3,
  withdrawn: 4,
  missed: 5,
  ended: 6,
  described: 7,
};

/**
 * The order in which events count, whatever the order in which they arrived. Those with a sequence keep its order; those
 * without stand before the first that happened later.
 */
export function orderEvents(events: readonly InteractionEventInput[]): InteractionEventInput[] {
  const numbered = events.filter(({ sequence }) => sequence !== undefined).sort(bySequence);
  const timed = events.filter(({ sequence }) => sequence === undefined).sort(byTime);
  const ordered: InteractionEventInput[] = [];
  let next = 0;
  for (const event of numbered) {
    for (let other = timed[next]; other !== undefined && byTime(other, event) < 0; other = timed[next]) {
      ordered.push(other);
      next += 1;
    }
    ordered.push(event);
  }
  return [...ordered, ...timed.slice(next)];
}

function bySequence(a: InteractionEventInput, b: InteractionEventInput): number {
  return (a.sequence ?? 0) - (b.sequence ?? 0) || byTime(a, b);
}

function byTime(a: InteractionEventInput, b: InteractionEventInput): number {
  return Date.parse(a.at) - Date.parse(b.at) || RANK[a.type] - RANK[b.type] || (keyOf(a) < keyOf(b) ? -1 : 1);
}

/**
 * What makes an event the one it is. A source that numbers or names its events may repeat one with another time; without
 * either, the same content at the same time is a repeat. The same number with other content is another event.
 */
export function keyOf({ sequence, eventId, at, ...content }: InteractionEventInput): string {
  const identity = eventId ?? sequence ?? new Date(at).toISOString();
  return JSON.stringify([identity, sorted(content)]);
}

/** How long a source that got no answer may take to send the same again. */
const REPEATED_WITHIN_MS = 30_000;

/** After which others an event may happen again with the same content. */
const AGAIN_AFTER: Readonly<Record<InteractionEventInput['type'], readonly InteractionEventInput['type'][]>> = {
  // Phones that ring in turn: the list of one moment may come back.
  presented: ['presented', 'missed', 'withdrawn'],
  accepted: ['missed', 'transferred'],
  missed: ['presented'],
  withdrawn: ['presented'],
  transferred: ['accepted'],
  ended: [],
  described: ['described'],
};

/**
 * Whether an event that stated no time of its own, no number and no name is a repeat: the same was reported a moment ago,
 * and nothing since lets it happen again.
 */
export function isRepeatWithoutTime(events: readonly InteractionEventInput[], event: InteractionEventInput): boolean {
  if (event.sequence !== undefined || event.eventId !== undefined) return false;
  const content = contentOf(event);
  const at = Date.parse(event.at);
  const latest = Math.max(
    ...events.filter((known) => contentOf(known) === content).map((known) => Date.parse(known.at)),
  );
  if (at - latest > REPEATED_WITHIN_MS) return false;
  return !events.some(
    (known) =>
      Date.parse(known.at) >= latest && contentOf(known) !== content && AGAIN_AFTER[event.type].includes(known.type),
  );
}

function contentOf({ sequence: _sequence, eventId: _eventId, at: _at, ...content }: InteractionEventInput): string {
  return JSON.stringify(sorted(content));
}

/** In a fixed order, so that one content has one text. */
function sorted(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.entries(value)
    .filter(([, child]) => child !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, child]) => [name, sorted(child)]);
}
