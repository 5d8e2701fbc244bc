import { KEPT_ENDINGS, LEAVES_AFTER_MS, type Ending, type Phase } from './participation';
import { isStaleInteraction } from './stale-interaction';

/** Older interactions are no longer open, whatever their last event says. */
export const OPEN_WITHIN_MS = 7 * 24 * 60 * 60_000;

/** Where an agent's Banner lists an interaction. */
export type BannerPlace = 'open' | 'closed';

interface Part {
  phase: Phase;
  ending: Ending | null;
  changedAt: Date;
  dismissedAt: Date | null;
}

/**
 * Where the Banner of the agent whose part it is lists the interaction; null: nowhere. `isOpenFor` and `isOverFor` in
 * `lib/services/interactions/internal` are the same for the database.
 */
export function placeInBanner(
  { phase, ending, changedAt, dismissedAt }: Part,
  { createdAt, lastEventAt }: { createdAt: Date; lastEventAt: Date },
  now: Date,
): BannerPlace | null {
  if (phase === 'left') {
    if (ending === null) return null;
    if (KEPT_ENDINGS.some((kept) => kept === ending)) return 'closed';
    return now.getTime() - changedAt.getTime() < LEAVES_AFTER_MS ? 'open' : null;
  }
  const state = phase === 'ringing' ? 'presented' : 'accepted';
  if (dismissedAt !== null || isStaleInteraction({ state, lastEventAt }, now)) return null;
  return now.getTime() - createdAt.getTime() < OPEN_WITHIN_MS ? 'open' : null;
}
