import { createdSchema } from '@/lib/domain/base/api';
import { roleFilterSchema, roleInputSchema } from '@/lib/domain/people/people';
import { roleListSchema } from '@/lib/domain/answers/role';
import { createRole } from '@/lib/services/roles/create-role';
import { listRoles } from '@/lib/services/roles/queries';
import { defineRoute } from '@/lib/web/route';

export const GET = defineRoute({
  method: 'GET',
  path: '/api/roles',
  summary: 'Lists roles by name, 50 per page.',
  tag: 'Roles',
  access: { permission: 'roles.access' },
  query: roleFilterSchema,
  response: roleListSchema,
  handle: ({ ctx, query }) => listRoles(ctx, query),
});

export const POST = defineRoute({
  method: 'POST',
  path: '/api/roles',
  summary: 'Creates a role. Users can only grant permissions they have themselves.',
  tag: 'Roles',
  access: { permission: 'roles.create' },
  body: roleInputSchema,
  response: createdSchema,
  status: 201,
  handle: ({ ctx, body }) => createRole(ctx, body),
});
