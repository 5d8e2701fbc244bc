import { transactionParamsSchema } from '@/lib/domain/answers/auth-method';
import { cancelActivation } from '@/lib/services/auth-methods/cancel-activation';
import { defineRoute } from '@/lib/web/route';

export const POST = defineRoute({
  method: 'POST',
  path: '/api/authclients/activations/{transactionId}/cancel',
  summary: 'Cancels one of the current user’s activations. Any late response is ignored.',
  tag: 'Authentication methods',
  access: { permission: 'auth-methods.modify' },
  params: transactionParamsSchema,
  handle: ({ ctx, params }) => cancelActivation(ctx, params),
});
