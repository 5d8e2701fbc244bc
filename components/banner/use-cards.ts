'use client';

import { useState } from 'react';
import type { BannerInteraction } from '@/lib/domain/answers/banner';
import type { CardView, CreatedCardView } from '@/lib/domain/answers/card';

/** The content of the work area. */
export type View =
  /** `back`: the list of results to return to on closing · `unsaved`, `isOwnerMissing`: what a new card lacks in the CRM. */
  | {
      kind: 'card';
      objectId: string;
      recordId: string;
      back?: View;
      unsaved?: CreatedCardView['unsaved'];
      isOwnerMissing?: boolean;
    }
  /** `values` by field id, in the provider's text form. */
  | { kind: 'create'; objectId: string; values: Record<string, string> }
  | { kind: 'results'; objectId: string; cards: CardView[]; total: number };

/**
 * Shows what the agent chose during this interaction, or else what the interaction's decision suggests. Nothing replaces
 * a card while the agent is typing in it.
 */
export function useCards(current: BannerInteraction | null, isBusy: boolean) {
  const [shown, setShown] = useState<ShownView>({ during: null, view: null, isOwn: false });
  const during = current?.id ?? null;
  const next = follow(shown, { during, suggested: viewOf(current), isBusy });
  if (next !== shown) setShown(next);
  return { view: next.view, show: (view: View | null) => setShown({ during, view, isOwn: true }) };
}

interface ShownView {
  /** The interaction it was shown for. */
  during: string | null;
  view: View | null;
  /** The agent's own choice. */
  isOwn: boolean;
}

function follow(
  shown: ShownView,
  { during, suggested, isBusy }: { during: string | null; suggested: View | null; isBusy: boolean },
): ShownView {
  if (shown.during !== during) {
    const stays = isBusy || (during === null && shown.isOwn);
    return stays ? { ...shown, during, isOwn: true } : { during, view: suggested, isOwn: false };
  }
  const isOld = !shown.isOwn && !isBusy && JSON.stringify(shown.view) !== JSON.stringify(suggested);
  return isOld ? { ...shown, view: suggested } : shown;
}

/** The attached card, else what the decision opens or offers. */
function viewOf(interaction: BannerInteraction | null): View | null {
  const card = interaction?.cards[0];
  if (card) return { kind: 'card', objectId: card.objectId, recordId: card.recordId };
  const decision = interaction?.decision;
  if (!decision) return null;
  // An opened card gets attached, so if none is attached the agent rejected it. Without a search, no new card is offered.
  if ((decision.kind === 'none' || decision.kind === 'withheld') && decision.offer.action === 'create_form') {
    return { kind: 'create', objectId: decision.offer.objectId, values: decision.offer.values };
  }
  return null;
}
