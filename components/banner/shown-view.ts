import type { BannerObject, BannerState } from '@/lib/domain/answers/banner';
import type { CardView } from '@/lib/domain/answers/card';
import { objectsOf } from './interaction-words';
import type { View } from './use-cards';

/** Hides content that the profile no longer shows, even if it was loaded before. */
export function shownView(view: View | null, state: BannerState): View | null {
  const object = view === null ? undefined : objectsOf(state).find(({ id }) => id === view.objectId);
  if (view === null || object === undefined) return null;
  return view.kind === 'results' && !view.cards.every((card) => isShown(card, object)) ? null : view;
}

export function isShown(card: CardView, object: Pick<BannerObject, 'fields'>): boolean {
  return card.fields.every(({ id }) => object.fields.some((field) => field.id === id));
}
