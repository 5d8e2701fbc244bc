import { idParamsSchema } from '@/lib/domain/base/api';
import { excludeInteraction } from '@/lib/services/interactions/exclude-interaction';
import { resumeInteraction } from '@/lib/services/interactions/resume-interaction';
import { defineRoute } from '@/lib/web/route';

export const PUT = defineRoute({
  method: 'PUT',
  path: '/api/interactions/{id}/exclusion',
  summary: 'Excludes an interaction from logging, unless it is logged already.',
  tag: 'Interactions',
  access: { permission: 'interactions.modify' },
  params: idParamsSchema,
  handle: ({ ctx, params }) => excludeInteraction(ctx, params),
});

export const DELETE = defineRoute({
  method: 'DELETE',
  path: '/api/interactions/{id}/exclusion',
  summary: 'Cancels the exclusion of an interaction from logging, which then waits to be logged again.',
  tag: 'Interactions',
  access: { permission: 'interactions.modify' },
  params: idParamsSchema,
  handle: ({ ctx, params }) => resumeInteraction(ctx, params),
});
