import { cardEditSchema, editCard } from '@/lib/services/cards/edit-card';
import { openCard } from '@/lib/services/cards/open-card';
import { defineRoute } from '@/lib/web/route';
import { cardSchema, recordParamsSchema, writtenCardSchema } from '@/lib/domain/answers/card';

export const GET = defineRoute({
  method: 'GET',
  path: '/api/banner/cards/{objectId}/{recordId}',
  summary: 'Gets a card from the CRM.',
  tag: 'Banner',
  access: { signedIn: true },
  limit: 'card-by-user',
  params: recordParamsSchema,
  response: cardSchema,
  handle: ({ ctx, params }) => openCard(ctx, params),
});

export const PATCH = defineRoute({
  method: 'PATCH',
  path: '/api/banner/cards/{objectId}/{recordId}',
  summary: 'Updates fields of a card in the CRM.',
  tag: 'Banner',
  access: { signedIn: true },
  limit: 'card-by-user',
  bodyLimit: 256_000,
  params: recordParamsSchema,
  body: cardEditSchema.pick({ values: true, seen: true }),
  response: writtenCardSchema,
  handle: ({ ctx, params, body }) => editCard(ctx, { ...params, ...body }),
});
