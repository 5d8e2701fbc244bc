import { cardSearchSchema } from '@/lib/services/cards/find-cards';
import { searchCards } from '@/lib/services/cards/search-cards';
import { defineRoute } from '@/lib/web/route';
import { foundCardsSchema } from '@/lib/domain/answers/card';

// POST, so that numbers and addresses stay out of URLs and logs.
export const POST = defineRoute({
  method: 'POST',
  path: '/api/banner/cards/search',
  summary: 'Searches the cards of an object by phone number, email address or text.',
  tag: 'Banner',
  access: { signedIn: true },
  limit: 'card-search-by-user',
  body: cardSearchSchema,
  response: foundCardsSchema,
  handle: ({ ctx, body }) => searchCards(ctx, body),
});
