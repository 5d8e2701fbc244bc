import { createdSchema, idParamsSchema } from '@/lib/domain/base/api';
import { duplicateRole } from '@/lib/services/roles/duplicate-role';
import { defineRoute } from '@/lib/web/route';

export const POST = defineRoute({
  method: 'POST',
  path: '/api/roles/{id}/duplicate',
  summary: 'Duplicates a role. No user has the copy.',
  tag: 'Roles',
  access: { permission: 'roles.create' },
  params: idParamsSchema,
  response: createdSchema,
  status: 201,
  handle: ({ ctx, params }) => duplicateRole(ctx, params),
});
