import { z } from 'zod';
import { confirmPortalReplacement } from '@/lib/services/auth-methods/confirm-portal-replacement';
import { defineRoute } from '@/lib/web/route';
import { transactionParamsSchema } from '../../../schemas';

export const POST = defineRoute({
  method: 'POST',
  path: '/api/authclients/activations/{transactionId}/confirm',
  summary: 'Decides whether the portal of a method is replaced by the one just consented to.',
  tag: 'Authentication methods',
  access: { permission: 'auth-methods.modify' },
  params: transactionParamsSchema,
  body: z.strictObject({ accept: z.boolean() }),
  handle: ({ ctx, params, body }) => confirmPortalReplacement(ctx, { ...params, ...body }),
});
