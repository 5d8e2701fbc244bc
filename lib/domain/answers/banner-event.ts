import { z } from 'zod';

/** What an agent's Banner hears of. Only that something happened: the Banner then reads how things are. */
export const BANNER_EVENT_TYPES = [
  'interaction-presented',
  'interaction-changed',
  'interaction-decided',
  'interaction-withdrawn',
  'profile-changed',
  'connection-changed',
] as const;

/** A row of `BannerEvent`, and the data of an event in the stream. */
export const bannerEventSchema = z.object({
  type: z.enum(BANNER_EVENT_TYPES),
  payload: z.object({ interactionId: z.string().optional(), profileId: z.string().optional() }),
});
export type BannerEvent = z.infer<typeof bannerEventSchema>;
