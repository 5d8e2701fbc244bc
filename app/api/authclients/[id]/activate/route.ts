import { NextResponse } from 'next/server';
import { idParamsSchema } from '@/lib/domain/base/api';
import { startedActivationSchema } from '@/lib/domain/answers/auth-method';
import { startActivation } from '@/lib/services/auth-methods/start-activation';
import { defineRoute } from '@/lib/web/route';
import { setTransactionCookie } from '@/lib/web/transaction-cookies';

export const POST = defineRoute({
  method: 'POST',
  path: '/api/authclients/{id}/activate',
  summary:
    'Starts an activation: returns the URL of the provider’s consent page and binds the activation to this browser.',
  tag: 'Authentication methods',
  access: { permission: 'auth-methods.modify' },
  params: idParamsSchema,
  response: startedActivationSchema,
  handle: async ({ ctx, params, request }) => {
    const { transactionId, secret, authorizeUrl, expiresAt } = await startActivation(ctx, params);
    const response = NextResponse.json(
      startedActivationSchema.parse({ transactionId, authorizeUrl, expiresAt: expiresAt.toISOString() }),
    );
    setTransactionCookie(request, response, { transactionId, secret });
    return response;
  },
});
