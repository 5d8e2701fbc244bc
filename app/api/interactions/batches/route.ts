import { createdSchema } from '@/lib/domain/base/api';
import { interactionBatchProgressSchema, interactionBatchSchema } from '@/lib/domain/answers/interaction';
import { readInteractionBatch } from '@/lib/services/interactions/queries';
import { startInteractionBatch } from '@/lib/services/interactions/start-interaction-batch';
import { defineRoute } from '@/lib/web/route';

export const GET = defineRoute({
  method: 'GET',
  path: '/api/interactions/batches',
  summary: 'Gets the progress of your newest run over several interactions.',
  tag: 'Interactions',
  access: { permission: 'interactions.access' },
  response: interactionBatchProgressSchema,
  handle: ({ ctx }) => readInteractionBatch(ctx),
});

export const POST = defineRoute({
  method: 'POST',
  path: '/api/interactions/batches',
  summary:
    'Retries the interactions that a filter or a selection finds, excludes them from logging, or takes that back. One run at a time.',
  tag: 'Interactions',
  access: { permission: 'interactions.modify' },
  body: interactionBatchSchema,
  isParsedByVerb: true,
  response: createdSchema,
  status: 202,
  handle: ({ ctx, sent }) => startInteractionBatch(ctx, sent),
});
