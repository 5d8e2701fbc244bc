import type { InteractionStatus } from './state';

const MINUTE_MS = 60_000;

/** How long an interaction stays in the Banner without a new event: the longest wait, and the longest shift. */
const LEAVES_AFTER_MS = { presented: 120 * MINUTE_MS, accepted: 12 * 60 * MINUTE_MS } as const;
/** After this time the agent may dismiss it. Calls ring for less, and dismissing a running call loses nothing. */
const DISMISSIBLE_AFTER_MS = 5 * MINUTE_MS;

interface LastEvent {
  state: InteractionStatus;
  lastEventAt: Date;
}

/** Whether to drop it from the Banner because its end event seems to be lost. This does not affect what is logged. */
export function isStaleInteraction({ state, lastEventAt }: LastEvent, now: Date): boolean {
  return (
    (state === 'presented' || state === 'accepted') && now.getTime() - lastEventAt.getTime() >= LEAVES_AFTER_MS[state]
  );
}

export function mayDismiss({ state, lastEventAt }: LastEvent, now: Date): boolean {
  return (
    (state === 'presented' || state === 'accepted') && now.getTime() - lastEventAt.getTime() >= DISMISSIBLE_AFTER_MS
  );
}

/** The earliest last event for an interaction in this state to appear in the Banner. */
export function staleBefore(state: keyof typeof LEAVES_AFTER_MS, now: Date): Date {
  return new Date(now.getTime() - LEAVES_AFTER_MS[state]);
}
