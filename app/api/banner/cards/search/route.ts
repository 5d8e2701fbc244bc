import { z } from 'zod';
import { cardSearchSchema, searchCards } from '@/lib/services/cards/search-cards';
import { defineRoute } from '@/lib/web/route';
import { cardSchema } from '@/lib/domain/answers/card';

// POST, so that numbers and addresses stay out of URLs and logs.
export const POST = defineRoute({
  method: 'POST',
  path: '/api/banner/cards/search',
  summary: 'Searches the cards of an object by phone number, email address or text.',
  tag: 'Banner',
  access: { signedIn: true },
  body: cardSearchSchema,
  response: z.object({ cards: z.array(cardSchema), total: z.number() }),
  handle: ({ ctx, body }) => searchCards(ctx, body),
});
