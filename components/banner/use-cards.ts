'use client';

import { useState } from 'react';
import type { BannerInteraction } from '@/lib/domain/banner-api';

/** What stands beside the interactions. */
export type View =
  | { kind: 'card'; objectId: string; recordId: string }
  /** `values` by field id, in the provider's text form. */
  | { kind: 'create'; objectId: string; values: Record<string, string> };

/**
 * What is shown: what the agent chose, until an interaction decides otherwise for the first time. A late decision fills
 * in what is empty and never replaces what the agent has opened meanwhile.
 */
export function useCards(current: BannerInteraction | null) {
  const [chosen, setChosen] = useState<{ view: View | null; during: string | null } | null>(null);
  const during = current?.id ?? null;
  const isMine = chosen !== null && (chosen.during === during || during === null);
  return {
    view: isMine ? chosen.view : viewOf(current),
    show: (view: View | null) => setChosen({ view, during }),
  };
}

/** The attached card, else what the decision opens or offers. */
function viewOf(interaction: BannerInteraction | null): View | null {
  const card = interaction?.cards[0];
  if (card) return { kind: 'card', objectId: card.objectId, recordId: card.recordId };
  const decision = interaction?.decision;
  if (!decision) return null;
  if (decision.kind === 'open') return { kind: 'card', objectId: decision.card.objectId, recordId: decision.card.recordId };
  if (decision.kind !== 'choose' && decision.offer.action === 'create_form') {
    return { kind: 'create', objectId: decision.offer.objectId, values: decision.offer.values };
  }
  return null;
}
