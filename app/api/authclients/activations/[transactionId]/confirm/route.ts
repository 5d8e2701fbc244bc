import { z } from 'zod';
import { transactionParamsSchema } from '@/lib/domain/answers/auth-method';
import { confirmPortalReplacement } from '@/lib/services/auth-methods/confirm-portal-replacement';
import { defineRoute } from '@/lib/web/route';

export const POST = defineRoute({
  method: 'POST',
  path: '/api/authclients/activations/{transactionId}/confirm',
  summary: 'Replaces the HubSpot account of a method with the one just chosen, or keeps it.',
  tag: 'Authentication methods',
  access: { permission: 'auth-methods.modify' },
  params: transactionParamsSchema,
  body: z.strictObject({ accept: z.boolean() }),
  handle: ({ ctx, params, body }) => confirmPortalReplacement(ctx, { ...params, ...body }),
});
