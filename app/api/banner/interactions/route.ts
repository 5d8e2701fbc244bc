import { listOwnInteractions } from '@/lib/services/interactions/list-own-interactions';
import { defineRoute } from '@/lib/web/route';
import { ownInteractionsSchema } from '@/lib/domain/answers/interaction';

export const GET = defineRoute({
  method: 'GET',
  path: '/api/banner/interactions',
  summary: 'Lists the current user’s open and recent interactions.',
  tag: 'Banner',
  access: { signedIn: true },
  limit: 'banner-by-user',
  response: ownInteractionsSchema,
  handle: ({ ctx }) => listOwnInteractions(ctx),
});
