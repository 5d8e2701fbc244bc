import { idParamsSchema } from '@/lib/domain/base/api';
import { readOwnInteraction } from '@/lib/services/interactions/queries';
import { defineRoute } from '@/lib/web/route';
import { bannerInteractionSchema } from '@/lib/domain/answers/interaction';

export const GET = defineRoute({
  method: 'GET',
  path: '/api/banner/interactions/{id}',
  summary: 'One of the signed-in agent’s own interactions.',
  tag: 'Banner',
  access: { signedIn: true },
  params: idParamsSchema,
  response: bannerInteractionSchema,
  handle: ({ ctx, params }) => readOwnInteraction(ctx, params.id),
});
