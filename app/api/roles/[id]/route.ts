import { idParamsSchema, versionedSchema } from '@/lib/domain/base/api';
import { roleEditSchema } from '@/lib/domain/people/people';
import { roleDetailSchema } from '@/lib/domain/answers/role';
import { deleteRole } from '@/lib/services/roles/delete-role';
import { editRole } from '@/lib/services/roles/edit-role';
import { readRole } from '@/lib/services/roles/queries';
import { defineRoute } from '@/lib/web/route';

export const GET = defineRoute({
  method: 'GET',
  path: '/api/roles/{id}',
  summary: 'Gets a role with its permissions.',
  tag: 'Roles',
  access: { permission: 'roles.access' },
  params: idParamsSchema,
  response: roleDetailSchema,
  handle: ({ ctx, params }) => readRole(ctx, params),
});

export const PATCH = defineRoute({
  method: 'PATCH',
  path: '/api/roles/{id}',
  summary: 'Changes a role. Takes effect immediately for everyone who has it.',
  tag: 'Roles',
  access: { permission: 'roles.modify' },
  params: idParamsSchema,
  body: roleEditSchema,
  response: versionedSchema,
  handle: ({ ctx, params, body }) => editRole(ctx, { id: params.id, ...body }),
});

export const DELETE = defineRoute({
  method: 'DELETE',
  path: '/api/roles/{id}',
  summary: 'Deletes a role that no user has.',
  tag: 'Roles',
  access: { permission: 'roles.delete' },
  params: idParamsSchema,
  handle: ({ ctx, params }) => deleteRole(ctx, params),
});
