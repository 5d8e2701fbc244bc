import { dependentsSchema, idParamsSchema } from '@/lib/domain/api';
import { crmDependencies } from '@/lib/services/crms/queries';
import { defineRoute } from '@/lib/web/route';

export const GET = defineRoute({
  method: 'GET',
  path: '/api/crms/{id}/dependencies',
  summary: 'Where this CRM is used.',
  tag: 'CRM v2',
  access: { permission: 'crm.access' },
  params: idParamsSchema,
  response: dependentsSchema,
  handle: async ({ ctx, params }) => ({ dependents: await crmDependencies(ctx, { crmId: params.id }) }),
});
