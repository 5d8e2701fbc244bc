import type { z } from 'zod';
import type { Card } from '../cards/describe-card';
import { findCards, type cardSearchSchema } from '../cards/find-cards';
import { authorise, type Ctx } from '../context';
import { loadInteractionModel } from './load-interaction-model';

/** Finds the card to link an interaction with, as the interaction's profile shows it. */
export async function searchLinkableCards(
  ctx: Ctx,
  { interactionId, ...input }: { interactionId: string } & z.input<typeof cardSearchSchema>,
): Promise<{ cards: Card[]; total: number }> {
  authorise(ctx, 'interactions.modify');
  return findCards(ctx, await loadInteractionModel(ctx, { id: interactionId }), input);
}
