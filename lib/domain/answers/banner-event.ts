import { z } from 'zod';
import { bannerInteractionSchema } from './interaction';

/** What an agent's Banner hears of. */
export const BANNER_EVENT_TYPES = [
  'interaction-presented',
  'interaction-changed',
  'interaction-decided',
  'interaction-withdrawn',
  'profile-changed',
  'connection-changed',
] as const;

/** A row of `BannerEvent`: only that something happened. */
export const bannerEventSchema = z.object({
  type: z.enum(BANNER_EVENT_TYPES),
  payload: z.object({ interactionId: z.string().optional(), profileId: z.string().optional() }),
});
export type BannerEvent = z.infer<typeof bannerEventSchema>;

/**
 * The data of an event in the stream: what the row says, and for an interaction how it is now. `shown` is null for one that
 * the Banner no longer lists; without it, the Banner reads its whole state.
 */
export const bannerNewsSchema = z.object({
  ...bannerEventSchema.shape.payload.shape,
  shown: z
    .object({ place: z.enum(['open', 'closed']), interaction: bannerInteractionSchema })
    .nullable()
    .optional(),
});
export type BannerNews = z.infer<typeof bannerNewsSchema>;
