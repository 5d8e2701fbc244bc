import { z } from 'zod';

/** A card that was attached to an interaction: the columns `attachedCard` and `relatedCards`; checked again on read. */
export const attachedCardSchema = z.object({
  crmId: z.string(),
  objectId: z.string(),
  objectApiName: z.string(),
  objectName: z.string(),
  recordId: z.string(),
  title: z.string(),
  url: z.string(),
});
export type KeptCard = z.infer<typeof attachedCardSchema>;

/** The main card first, then those the agent linked; each record once. */
export function attachedCardsOf(interaction: { attachedCard: unknown; relatedCards: unknown }): KeptCard[] {
  const related = Array.isArray(interaction.relatedCards) ? interaction.relatedCards : [];
  const cards = [interaction.attachedCard, ...related].flatMap((card) => attachedCardSchema.safeParse(card).data ?? []);
  const seen = new Set<string>();
  return cards.filter(({ objectId, recordId }) => {
    const key = `${objectId}/${recordId}`;
    return seen.has(key) ? false : Boolean(seen.add(key));
  });
}
