import { z } from 'zod';
import { readStored } from '@/lib/domain/base/stored';
import { momentSchema } from '@/lib/domain/screen-pop/scenario';
import type { Ctx } from '../context';
import { runScreenPop } from './run-screen-pop';

const payloadSchema = z.strictObject({
  interactionId: z.uuid(),
  moment: momentSchema,
  repeats: z.int().min(1),
  decidedAt: z.iso.datetime(),
});

/**
 * Searches again while an interaction goes on, because the CRM was busy or may not have known a new contact yet. Does
 * nothing once nobody has the interaction any more, the agent has chosen a card, or there is a newer decision.
 */
export async function retryScreenPop(ctx: Ctx, payload: unknown): Promise<void> {
  const { interactionId, moment, repeats, decidedAt } = readStored(payloadSchema, payload, 'job retry-screen-pop');
  const interaction = await ctx.db.interaction.findUnique({
    where: { id: interactionId },
    select: {
      endedAt: true,
      attachedCard: true,
      decidedAt: true,
      participations: { where: { phase: { not: 'left' }, dismissedAt: null }, select: { id: true } },
    },
  });
  if (!interaction || interaction.endedAt !== null || interaction.participations.length === 0) return;
  if (interaction.attachedCard !== null || interaction.decidedAt?.toISOString() !== decidedAt) return;
  await runScreenPop(ctx, { interactionId, moment, repeats });
}
