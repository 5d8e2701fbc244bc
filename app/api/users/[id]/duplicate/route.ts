import { createdSchema, idParamsSchema } from '@/lib/domain/base/api';
import { userInputSchema } from '@/lib/domain/people/people';
import { duplicateUser } from '@/lib/services/users/create-user';
import { defineRoute } from '@/lib/web/route';

export const POST = defineRoute({
  method: 'POST',
  path: '/api/users/{id}/duplicate',
  summary: 'Creates a user like another one, with a new name and email address.',
  tag: 'Users',
  access: { permission: 'users.create' },
  params: idParamsSchema,
  body: userInputSchema,
  response: createdSchema,
  status: 201,
  handle: ({ ctx, params, body }) => duplicateUser(ctx, { id: params.id, ...body }),
});
