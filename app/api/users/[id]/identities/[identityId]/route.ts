import { z } from 'zod';
import { idParamsSchema } from '@/lib/domain/base/api';
import { removeIdentity } from '@/lib/services/users/remove-identity';
import { defineRoute } from '@/lib/web/route';

export const DELETE = defineRoute({
  method: 'DELETE',
  path: '/api/users/{id}/identities/{identityId}',
  summary: 'Removes a user’s identity at the provider. The next sign-in finds them by email address again.',
  tag: 'Users',
  access: { permission: 'users.modify' },
  params: idParamsSchema.extend({ identityId: z.uuid('wrong_format') }),
  handle: ({ ctx, params }) => removeIdentity(ctx, params),
});
