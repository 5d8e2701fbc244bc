import type { AttachedCard, StoredCard } from '../crm/attached-card';
import { titleOf } from '../crm/card-title';
import type { FieldModel } from '../crm/crm';
import type { FoundCard, Offer, ScreenPopDecision, VisibleCard, VisibleDecision } from '../screen-pop/decision';
import { doesNameData } from '../trace';

/**
 * Reduces what is stored with an interaction to what the agent's profile shows now, even if it showed more when the
 * interaction was stored. The stored data itself is not changed.
 */

/** An object as the profile shows it. */
interface VisibleObject {
  id: string;
  canCreate: boolean;
  /** All configured fields. */
  fields: readonly FieldModel[];
  shown: readonly FieldModel[];
}

/** By object id. Objects that are missing are hidden. */
export type Visibility = ReadonlyMap<string, VisibleObject>;

export function visibleCards(cards: readonly StoredCard[], visibility: Visibility): AttachedCard[] {
  return cards.flatMap((card) => {
    const object = visibility.get(card.objectId);
    if (!object) return [];
    const { names: _names, ...rest } = card;
    return [{ ...rest, title: visibleTitle(card, object) }];
  });
}

export function redactDecision(decision: ScreenPopDecision, visibility: Visibility): VisibleDecision {
  const { scenarioId, scenarioName } = decision;
  const common = {
    scenarioId,
    scenarioName,
    trace: decision.trace.flatMap((entry) => visibleEntry(entry, visibility) ?? []),
  };
  switch (decision.kind) {
    case 'open': {
      const [card] = foundCards([decision.card], visibility);
      return card ? { kind: 'open', card, ...common } : { kind: 'hidden', ...common };
    }
    case 'choose': {
      const cards = foundCards(decision.cards, visibility);
      if (cards.length === 0) return { kind: 'hidden', ...common };
      const total = decision.total - (decision.cards.length - cards.length);
      return { kind: 'choose', cards, total, offer: visibleOffer(decision.offer, visibility), ...common };
    }
    case 'none':
    case 'withheld':
    case 'unavailable':
      return { ...decision, offer: visibleOffer(decision.offer, visibility), ...common };
  }
}

type Stored = ScreenPopDecision['trace'][number];

/** Null if the entry is about something the profile hides. */
function visibleEntry({ about, ...entry }: Stored, visibility: Visibility): VisibleDecision['trace'][number] | null {
  if (!doesNameData(entry.code)) return entry;
  const object = about && visibility.get(about.objectId);
  if (!object || !about.fieldIds.every((id) => isShown(object, id))) return null;
  const { record } = about;
  return record
    ? { ...entry, params: { ...entry.params, title: titleOf(shownOf(record.names, object), object.fields, record.id) } }
    : entry;
}

function foundCards(cards: readonly FoundCard[], visibility: Visibility): VisibleCard[] {
  return cards.flatMap((card) => {
    const object = visibility.get(card.objectId);
    if (!object) return [];
    const { names: _names, matchedField: _matchedField, ...rest } = card;
    return [{ ...rest, title: visibleTitle(card, object), distinguishing: shownOf(card.distinguishing, object) }];
  });
}

/** If the parts of a title were not stored, only agents who see every field may read it. */
function visibleTitle(
  { title, names, recordId }: Pick<StoredCard, 'title' | 'names' | 'recordId'>,
  object: VisibleObject,
): string {
  if (names) return titleOf(shownOf(names, object), object.fields, recordId);
  return object.fields.every(({ id }) => isShown(object, id)) ? title : recordId;
}

function visibleOffer(offer: Offer, visibility: Visibility): Offer {
  if (offer.action !== 'create_form') return offer;
  const object = visibility.get(offer.objectId);
  if (!object?.canCreate) return { action: 'search' };
  return {
    ...offer,
    values: Object.fromEntries(Object.entries(offer.values).filter(([fieldId]) => isShown(object, fieldId))),
  };
}

function shownOf<T extends { fieldId: string }>(values: readonly T[], object: VisibleObject): T[] {
  return values.filter(({ fieldId }) => isShown(object, fieldId));
}

function isShown({ shown }: VisibleObject, fieldId: string): boolean {
  return shown.some(({ id }) => id === fieldId);
}
