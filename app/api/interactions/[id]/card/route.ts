import { idParamsSchema } from '@/lib/domain/base/api';
import { cardLinkSchema, linkCard } from '@/lib/services/interactions/link-card';
import { defineRoute } from '@/lib/web/route';

export const PUT = defineRoute({
  method: 'PUT',
  path: '/api/interactions/{id}/card',
  summary: 'Links an interaction to the card it is about, or detaches one. Its record in the CRM follows.',
  tag: 'Interactions',
  access: { permission: 'interactions.modify' },
  limit: 'card-by-user',
  params: idParamsSchema,
  body: cardLinkSchema,
  handle: ({ ctx, params, body }) => linkCard(ctx, { interactionId: params.id, ...body }),
});
