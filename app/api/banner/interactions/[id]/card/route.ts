import { idParamsSchema } from '@/lib/domain/base/api';
import { attachCard } from '@/lib/services/interactions/attach-card';
import { cardAttachmentSchema } from '@/lib/services/interactions/store-attachment';
import { readOwnInteraction } from '@/lib/services/interactions/list-own-interactions';
import { defineRoute } from '@/lib/web/route';
import { bannerInteractionSchema } from '@/lib/domain/answers/interaction';

export const PUT = defineRoute({
  method: 'PUT',
  path: '/api/banner/interactions/{id}/card',
  summary: 'Attaches a card to an interaction, or links another card.',
  tag: 'Banner',
  access: { signedIn: true },
  limit: 'card-by-user',
  params: idParamsSchema,
  body: cardAttachmentSchema,
  response: bannerInteractionSchema,
  handle: async ({ ctx, params, body }) => {
    await attachCard(ctx, { interactionId: params.id, ...body });
    return readOwnInteraction(ctx, { id: params.id });
  },
});
