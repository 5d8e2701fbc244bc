import { z } from 'zod';
import { idParamsSchema, timestampSchema } from '@/lib/domain/base/api';
import { createUserLink } from '@/lib/services/users/create-user-link';
import { defineRoute } from '@/lib/web/route';

export const POST = defineRoute({
  method: 'POST',
  path: '/api/users/{id}/links',
  summary:
    'Makes the one-time link with which a person chooses a password: 72 hours to set up, 2 hours to reset. It is shown here and never again.',
  tag: 'Users',
  access: { permission: 'users.modify' },
  params: idParamsSchema,
  response: z.object({ url: z.string(), purpose: z.enum(['set_up', 'reset']), expiresAt: timestampSchema }),
  status: 201,
  handle: ({ ctx, params }) => createUserLink(ctx, params),
});
