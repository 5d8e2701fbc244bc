import { z } from 'zod';
import { idParamsSchema } from '@/lib/domain/base/api';
import { versionSchema } from '@/lib/domain/base/validation';
import { deactivatedMethodSchema } from '@/lib/domain/answers/auth-method';
import { deactivateMethod } from '@/lib/services/auth-methods/deactivate-method';
import { defineRoute } from '@/lib/web/route';

export const POST = defineRoute({
  method: 'POST',
  path: '/api/authclients/{id}/deactivate',
  summary: 'Deactivates a method: its tokens are deleted and sessions started through it end.',
  tag: 'Authentication methods',
  access: { permission: 'auth-methods.modify' },
  params: idParamsSchema,
  body: z.strictObject({ version: versionSchema }),
  response: deactivatedMethodSchema,
  handle: ({ ctx, params, body }) => deactivateMethod(ctx, { ...params, ...body }),
});
