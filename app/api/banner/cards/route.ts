import { cardCreationSchema, createCard } from '@/lib/services/cards/create-card';
import { defineRoute } from '@/lib/web/route';
import { createdCardSchema } from '@/lib/domain/answers/card';

export const POST = defineRoute({
  method: 'POST',
  path: '/api/banner/cards',
  summary: 'Creates a record in the CRM.',
  tag: 'Banner',
  access: { signedIn: true },
  limit: 'card-by-user',
  bodyLimit: 256_000,
  body: cardCreationSchema,
  response: createdCardSchema,
  status: 201,
  handle: ({ ctx, body }) => createCard(ctx, body),
});
