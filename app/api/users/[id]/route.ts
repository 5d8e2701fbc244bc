import { idParamsSchema, versionedSchema } from '@/lib/domain/base/api';
import { userEditSchema } from '@/lib/domain/people/people';
import { userDetailSchema } from '@/lib/domain/answers/user';
import { deleteUser } from '@/lib/services/users/delete-user';
import { editUser } from '@/lib/services/users/edit-user';
import { readUser } from '@/lib/services/users/queries';
import { defineRoute } from '@/lib/web/route';

export const GET = defineRoute({
  method: 'GET',
  path: '/api/users/{id}',
  summary: 'Gets a user with their identities.',
  tag: 'Users',
  access: { permission: 'users.access' },
  params: idParamsSchema,
  response: userDetailSchema,
  handle: ({ ctx, params }) => readUser(ctx, params),
});

export const PATCH = defineRoute({
  method: 'PATCH',
  path: '/api/users/{id}',
  summary: 'Changes a user. Takes effect immediately, also for open sessions.',
  tag: 'Users',
  access: { permission: 'users.modify' },
  params: idParamsSchema,
  body: userEditSchema,
  response: versionedSchema,
  handle: ({ ctx, params, body }) => editUser(ctx, { id: params.id, ...body }),
});

export const DELETE = defineRoute({
  method: 'DELETE',
  path: '/api/users/{id}',
  summary: 'Deletes a user with their sessions, links and identities. The last active administrator can’t be deleted.',
  tag: 'Users',
  access: { permission: 'users.delete' },
  params: idParamsSchema,
  handle: ({ ctx, params }) => deleteUser(ctx, params),
});
