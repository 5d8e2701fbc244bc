import { idParamsSchema } from '@/lib/domain/base/api';
import { dependencyListSchema } from '@/lib/domain/answers/row';
import { listCrmDependencies } from '@/lib/services/crms/queries';
import { defineRoute } from '@/lib/web/route';

export const GET = defineRoute({
  method: 'GET',
  path: '/api/crms/{id}/dependencies',
  summary: 'Lists where this CRM is used.',
  tag: 'CRM v2',
  access: { permission: 'crm.access' },
  params: idParamsSchema,
  response: dependencyListSchema,
  handle: async ({ ctx, params }) => ({ items: await listCrmDependencies(ctx, { crmId: params.id }) }),
});
