import { idParamsSchema } from '@/lib/domain/base/api';
import { readInteraction } from '@/lib/services/interactions/queries';
import { defineRoute } from '@/lib/web/route';
import { interactionDetailSchema } from '@/lib/domain/answers/interaction';

export const GET = defineRoute({
  method: 'GET',
  path: '/api/interactions/{id}',
  summary: 'Gets an interaction with its events, screen pop and assignments, each with a trace.',
  tag: 'Interactions',
  access: { permission: 'interactions.access', apiScope: 'interactions.read' },
  params: idParamsSchema,
  response: interactionDetailSchema,
  handle: ({ ctx, params }) => readInteraction(ctx, { id: params.id }),
});
