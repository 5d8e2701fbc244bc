import { createdSchema } from '@/lib/domain/base/api';
import { userFilterSchema, userInputSchema } from '@/lib/domain/people/people';
import { userListSchema } from '@/lib/domain/answers/user';
import { createUser } from '@/lib/services/users/create-user';
import { listUsers } from '@/lib/services/users/queries';
import { defineRoute } from '@/lib/web/route';

export const GET = defineRoute({
  method: 'GET',
  path: '/api/users',
  summary: 'Lists users by name, 50 per page.',
  tag: 'Users',
  access: { permission: 'users.access' },
  query: userFilterSchema,
  response: userListSchema,
  handle: ({ ctx, query }) => listUsers(ctx, query),
});

export const POST = defineRoute({
  method: 'POST',
  path: '/api/users',
  summary: 'Creates a user, who signs in with a setup link or through an SSO connector.',
  tag: 'Users',
  access: { permission: 'users.create' },
  body: userInputSchema,
  response: createdSchema,
  status: 201,
  handle: ({ ctx, body }) => createUser(ctx, body),
});
