import type { InteractionEventType } from './interaction';

const MINUTE_MS = 60_000;

/** How long an interaction stands in the Banner without a further event. The longest wait, and the longest shift. */
const LEAVES_AFTER_MS = { presented: 120 * MINUTE_MS, accepted: 12 * 60 * MINUTE_MS } as const;
/** From then on its agent may put it away: a call rings shorter, and of one that runs nothing is lost by it. */
const DISMISSIBLE_AFTER_MS = 5 * MINUTE_MS;

interface Heard {
  state: InteractionEventType;
  lastEventAt: Date;
}

/** The end of it seems to be lost: it leaves the Banner by itself. What is logged is decided by its events alone. */
export function isStaleInteraction({ state, lastEventAt }: Heard, now: Date): boolean {
  return (
    (state === 'presented' || state === 'accepted') && now.getTime() - lastEventAt.getTime() >= LEAVES_AFTER_MS[state]
  );
}

export function mayDismiss({ state, lastEventAt }: Heard, now: Date): boolean {
  return (
    (state === 'presented' || state === 'accepted') && now.getTime() - lastEventAt.getTime() >= DISMISSIBLE_AFTER_MS
  );
}

/** Since when the last event must have come for an interaction in this state to stand in the Banner. */
export function heardSince(state: keyof typeof LEAVES_AFTER_MS, now: Date): Date {
  return new Date(now.getTime() - LEAVES_AFTER_MS[state]);
}
