'use client';

import { useState } from 'react';
import type { BannerInteraction, BannerState } from '@/lib/domain/answers/banner';

/**
 * The interaction the agent is working on. A second call never replaces a running one. An ended interaction stays for
 * wrap-up until the next one rings, or longer if the agent is typing.
 */
export function useCurrent({ open, closed }: BannerState['interactions'], isBusy: boolean) {
  // One that a colleague took never becomes the one to work on.
  const running = open.filter(({ endedAt }) => endedAt === null);
  const [heldId, setHeldId] = useState<string | null>(running[0]?.id ?? null);
  const held = [...open, ...closed].find(({ id }) => id === heldId) ?? null;
  const isRunning = held !== null && held.endedAt === null;
  const current: BannerInteraction | null =
    held !== null && (isRunning || isBusy || running.length === 0) ? held : (running[0] ?? null);
  if ((current?.id ?? null) !== heldId) setHeldId(current?.id ?? null);
  return {
    current,
    others: open.filter(({ id }) => id !== current?.id),
    turnTo: setHeldId,
    /** The agent has finished wrap-up. */
    putAway: () => setHeldId(null),
  };
}
