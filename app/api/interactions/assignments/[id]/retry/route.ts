import { idParamsSchema } from '@/lib/domain/base/api';
import { retryAssignment } from '@/lib/services/assignment/retry-assignment';
import { defineRoute } from '@/lib/web/route';

export const POST = defineRoute({
  method: 'POST',
  path: '/api/interactions/assignments/{id}/retry',
  summary: 'Retries an assignment with the current rules, on the same record.',
  tag: 'Interactions',
  access: { permission: 'interactions.modify' },
  params: idParamsSchema,
  handle: ({ ctx, params }) => retryAssignment(ctx, params),
});
