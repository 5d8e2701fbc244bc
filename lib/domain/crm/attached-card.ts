import { z } from 'zod';
import { namingValueSchema } from './card-title';

/** A card that is attached to an interaction. */
export const attachedCardSchema = z.object({
  crmId: z.string(),
  objectId: z.string(),
  objectApiName: z.string(),
  objectName: z.string(),
  recordId: z.string(),
  title: z.string(),
  url: z.string(),
});
export type AttachedCard = z.infer<typeof attachedCardSchema>;

/** The columns `attachedCard` and `relatedCards`; checked again on read. */
const storedCardSchema = attachedCardSchema.extend({
  /** The parts of the title, for agents who see fewer fields. Missing in older cards. */
  names: z.array(namingValueSchema).optional(),
});
export type StoredCard = z.infer<typeof storedCardSchema>;

/** The part of a card that stays with an interaction. */
export function toStoredCard({
  crmId,
  objectId,
  objectApiName,
  objectName,
  recordId,
  title,
  names,
  url,
}: StoredCard): StoredCard {
  return { crmId, objectId, objectApiName, objectName, recordId, title, url, ...(names ? { names } : {}) };
}

/** The main card first, then those the agent linked; each record once. */
export function attachedCardsOf(interaction: { attachedCard: unknown; relatedCards: unknown }): StoredCard[] {
  const related = Array.isArray(interaction.relatedCards) ? interaction.relatedCards : [];
  const cards = [interaction.attachedCard, ...related].flatMap((card) => storedCardSchema.safeParse(card).data ?? []);
  const seen = new Set<string>();
  return cards.filter(({ objectId, recordId }) => {
    const key = `${objectId}/${recordId}`;
    return seen.has(key) ? false : Boolean(seen.add(key));
  });
}
