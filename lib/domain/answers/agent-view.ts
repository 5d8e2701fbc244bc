import type { AttachedCard, StoredCard } from '../crm/attached-card';
import { titleOf } from '../crm/card-title';
import type { FieldModel } from '../crm/crm';
import type { FoundCard, Offer, ScreenPopDecision, VisibleCard, VisibleDecision } from '../screen-pop/decision';
import { doesNameData } from '../trace';

/**
 * What an agent is shown of what is stored with an interaction: what their profile shows at this moment, whatever it
 * showed when it was stored. What a scenario or the ledger knows beyond that stays where it is.
 */

/** An object as the profile shows it. */
export interface VisibleObject {
  id: string;
  canCreate: boolean;
  /** All configured ones. */
  fields: readonly FieldModel[];
  shown: readonly FieldModel[];
}

/** By id; an object that is not there is not shown. */
export type Visibility = ReadonlyMap<string, VisibleObject>;

export function visibleCards(cards: readonly StoredCard[], sight: Visibility): AttachedCard[] {
  return cards.flatMap((card) => {
    const object = sight.get(card.objectId);
    if (!object) return [];
    const { names: _names, ...rest } = card;
    return [{ ...rest, title: visibleTitle(card, object) }];
  });
}

export function redactDecision(decision: ScreenPopDecision, sight: Visibility): VisibleDecision {
  const { scenarioId, scenarioName } = decision;
  const common = {
    scenarioId,
    scenarioName,
    trace: decision.trace.flatMap((entry) => visibleEntry(entry, sight) ?? []),
  };
  switch (decision.kind) {
    case 'open': {
      const [card] = foundCards([decision.card], sight);
      return card ? { kind: 'open', card, ...common } : { kind: 'hidden', ...common };
    }
    case 'choose': {
      const cards = foundCards(decision.cards, sight);
      if (cards.length === 0) return { kind: 'hidden', ...common };
      const total = decision.total - (decision.cards.length - cards.length);
      return { kind: 'choose', cards, total, offer: visibleOffer(decision.offer, sight), ...common };
    }
    case 'none':
    case 'withheld':
    case 'unavailable':
      return { ...decision, offer: visibleOffer(decision.offer, sight), ...common };
  }
}

type Stored = ScreenPopDecision['trace'][number];

/** Null: the line speaks of something that the profile does not show. */
function visibleEntry({ about, ...entry }: Stored, sight: Visibility): VisibleDecision['trace'][number] | null {
  if (!doesNameData(entry.code)) return entry;
  const object = about && sight.get(about.objectId);
  if (!object || !about.fieldIds.every((id) => isShown(object, id))) return null;
  const { record } = about;
  return record
    ? { ...entry, params: { ...entry.params, title: titleOf(shownOf(record.names, object), object.fields, record.id) } }
    : entry;
}

function foundCards(cards: readonly FoundCard[], sight: Visibility): VisibleCard[] {
  return cards.flatMap((card) => {
    const object = sight.get(card.objectId);
    if (!object) return [];
    const { names: _names, matchedField: _matchedField, ...rest } = card;
    return [{ ...rest, title: visibleTitle(card, object), distinguishing: shownOf(card.distinguishing, object) }];
  });
}

/** Where it is not known what a title is made of, only who sees all may read it. */
function visibleTitle(
  { title, names, recordId }: Pick<StoredCard, 'title' | 'names' | 'recordId'>,
  object: VisibleObject,
): string {
  if (names) return titleOf(shownOf(names, object), object.fields, recordId);
  return object.fields.every(({ id }) => isShown(object, id)) ? title : recordId;
}

function visibleOffer(offer: Offer, sight: Visibility): Offer {
  if (offer.action !== 'create_form') return offer;
  const object = sight.get(offer.objectId);
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
