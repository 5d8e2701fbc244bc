import { idParamsSchema } from '@/lib/domain/base/api';
import { readInteraction } from '@/lib/services/interactions/queries';
import { defineRoute } from '@/lib/web/route';
import { interactionDetailSchema } from '@/lib/domain/answers/interaction';

export const GET = defineRoute({
  method: 'GET',
  path: '/api/interactions/{id}',
  summary: 'One interaction with its events, its decision and what was written, each with its trace.',
  tag: 'Interactions',
  access: { permission: 'interactions.access', apiScope: 'interactions.read' },
  params: idParamsSchema,
  response: interactionDetailSchema,
  handle: ({ ctx, params }) => readInteraction(ctx, params.id),
});
