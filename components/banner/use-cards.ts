'use client';

import { useState } from 'react';
import type { BannerInteraction } from '@/lib/domain/answers/banner';
import type { CardView, WrittenCardView } from '@/lib/domain/answers/card';

/** The content of the work area. */
export type View =
  /** `back`: the list of results to return to on closing · `notKept`: values of a new card that the CRM did not store. */
  | { kind: 'card'; objectId: string; recordId: string; back?: View; notKept?: WrittenCardView['notKept'] }
  /** `values` by field id, in the provider's text form. */
  | { kind: 'create'; objectId: string; values: Record<string, string> }
  | { kind: 'results'; objectId: string; cards: CardView[]; total: number };

/**
 * Shows what the agent chose during this interaction, or else what the interaction's decision suggests. Nothing replaces
 * a card while the agent is typing in it.
 */
export function useCards(current: BannerInteraction | null, isBusy: boolean) {
  const [kept, setKept] = useState<Kept>({ during: null, view: null, isOwn: false });
  const during = current?.id ?? null;
  const next = follow(kept, { during, led: viewOf(current), isBusy });
  if (next !== kept) setKept(next);
  return { view: next.view, show: (view: View | null) => setKept({ during, view, isOwn: true }) };
}

interface Kept {
  /** The interaction it was shown for. */
  during: string | null;
  view: View | null;
  /** The agent's own choice. */
  isOwn: boolean;
}

function follow(
  kept: Kept,
  { during, led, isBusy }: { during: string | null; led: View | null; isBusy: boolean },
): Kept {
  if (kept.during !== during) {
    const stays = isBusy || (during === null && kept.isOwn);
    return stays ? { ...kept, during, isOwn: true } : { during, view: led, isOwn: false };
  }
  const isOld = !kept.isOwn && !isBusy && JSON.stringify(kept.view) !== JSON.stringify(led);
  return isOld ? { ...kept, view: led } : kept;
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
