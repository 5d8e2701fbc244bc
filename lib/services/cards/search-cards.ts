import type { z } from 'zod';
import { requireUser, type Ctx } from '../context';
import type { Card } from './describe-card';
import { findCards, type cardSearchSchema } from './find-cards';
import { loadAgentModel } from './internal';

/** Finds cards by what an agent types, as their profile shows them. */
export async function searchCards(
  ctx: Ctx,
  input: z.input<typeof cardSearchSchema>,
): Promise<{ cards: Card[]; total: number }> {
  const actor = requireUser(ctx);
  return findCards(ctx, await loadAgentModel(ctx, actor), input);
}
