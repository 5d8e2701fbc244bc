'use client';

import { useState } from 'react';
import type { BannerInteraction, BannerState } from '@/lib/domain/answers/banner';

/**
 * The interaction the agent is working on. It stays until the agent turns to another: a second call never takes its
 * place while it runs. Once it is over it stays too, for the work after it, until the next one rings; and while the
 * agent is typing not even then.
 */
export function useCurrent({ open, closed }: BannerState['interactions'], isBusy: boolean) {
  const [heldId, setHeldId] = useState<string | null>(open[0]?.id ?? null);
  const held = [...open, ...closed].find(({ id }) => id === heldId) ?? null;
  const isRunning = held !== null && held.endedAt === null;
  const current: BannerInteraction | null =
    held !== null && (isRunning || isBusy || open.length === 0) ? held : (open[0] ?? null);
  if ((current?.id ?? null) !== heldId) setHeldId(current?.id ?? null);
  return {
    current,
    others: open.filter(({ id }) => id !== current?.id),
    turnTo: setHeldId,
    /** The work after it is done. */
    putAway: () => setHeldId(null),
  };
}
