import { z } from 'zod';
import { listOwnInteractions } from '@/lib/services/interactions/queries';
import { defineRoute } from '@/lib/web/route';
import { bannerInteractionSchema } from '@/lib/domain/answers/interaction';

export const GET = defineRoute({
  method: 'GET',
  path: '/api/banner/interactions',
  summary: 'Lists the current user’s open and recent interactions.',
  tag: 'Banner',
  access: { signedIn: true },
  response: z.object({ open: z.array(bannerInteractionSchema), closed: z.array(bannerInteractionSchema) }),
  handle: ({ ctx }) => listOwnInteractions(ctx),
});
