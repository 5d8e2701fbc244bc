import { activationSchema, transactionParamsSchema } from '@/lib/domain/answers/auth-method';
import { readActivation } from '@/lib/services/auth-methods/read-activation';
import { defineRoute } from '@/lib/web/route';

export const GET = defineRoute({
  method: 'GET',
  path: '/api/authclients/activations/{transactionId}',
  summary: 'Gets the status of one of the current user’s activations.',
  tag: 'Authentication methods',
  access: { permission: 'auth-methods.access' },
  params: transactionParamsSchema,
  response: activationSchema,
  handle: ({ ctx, params }) => readActivation(ctx, params),
});
