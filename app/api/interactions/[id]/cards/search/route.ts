import { idParamsSchema } from '@/lib/domain/base/api';
import { foundCardsSchema } from '@/lib/domain/answers/card';
import { cardSearchSchema } from '@/lib/services/cards/find-cards';
import { searchLinkableCards } from '@/lib/services/interactions/search-linkable-cards';
import { defineRoute } from '@/lib/web/route';

// POST, so that numbers and addresses stay out of URLs and logs.
export const POST = defineRoute({
  method: 'POST',
  path: '/api/interactions/{id}/cards/search',
  summary: 'Searches the card to link an interaction with, as the interaction’s profile shows it.',
  tag: 'Interactions',
  access: { permission: 'interactions.modify' },
  limit: 'card-search-by-user',
  params: idParamsSchema,
  body: cardSearchSchema,
  response: foundCardsSchema,
  handle: ({ ctx, params, body }) => searchLinkableCards(ctx, { interactionId: params.id, ...body }),
});
