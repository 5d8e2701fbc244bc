import { idParamsSchema } from '@/lib/domain/base/api';
import { readOwnInteraction } from '@/lib/services/interactions/list-own-interactions';
import { defineRoute } from '@/lib/web/route';
import { bannerInteractionSchema } from '@/lib/domain/answers/interaction';

export const GET = defineRoute({
  method: 'GET',
  path: '/api/banner/interactions/{id}',
  summary: 'Gets one of the current user’s interactions.',
  tag: 'Banner',
  access: { signedIn: true },
  limit: 'banner-by-user',
  params: idParamsSchema,
  response: bannerInteractionSchema,
  handle: ({ ctx, params }) => readOwnInteraction(ctx, { id: params.id }),
});
