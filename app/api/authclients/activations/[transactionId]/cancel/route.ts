import { cancelActivation } from '@/lib/services/auth-methods/cancel-activation';
import { defineRoute } from '@/lib/web/route';
import { transactionParamsSchema } from '../../../schemas';

export const POST = defineRoute({
  method: 'POST',
  path: '/api/authclients/activations/{transactionId}/cancel',
  summary: 'Gives up waiting for an activation of one’s own: an answer that still comes is no longer taken.',
  tag: 'Authentication methods',
  access: { permission: 'auth-methods.modify' },
  params: transactionParamsSchema,
  handle: ({ ctx, params }) => cancelActivation(ctx, params),
});
