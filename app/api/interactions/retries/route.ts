import { createdSchema } from '@/lib/domain/base/api';
import { interactionRetryProgressSchema, interactionRetrySchema } from '@/lib/domain/answers/interaction';
import { readInteractionRetry } from '@/lib/services/interactions/queries';
import { startInteractionRetry } from '@/lib/services/interactions/start-interaction-retry';
import { defineRoute } from '@/lib/web/route';

export const GET = defineRoute({
  method: 'GET',
  path: '/api/interactions/retries',
  summary: 'Gets the progress of your newest retry of interactions.',
  tag: 'Interactions',
  access: { permission: 'interactions.access' },
  response: interactionRetryProgressSchema,
  handle: ({ ctx }) => readInteractionRetry(ctx),
});

export const POST = defineRoute({
  method: 'POST',
  path: '/api/interactions/retries',
  summary: 'Retries all interactions that a filter finds and that need an administrator. One run at a time.',
  tag: 'Interactions',
  access: { permission: 'interactions.modify' },
  body: interactionRetrySchema,
  isParsedByVerb: true,
  response: createdSchema,
  status: 202,
  handle: ({ ctx, sent }) => startInteractionRetry(ctx, sent),
});
