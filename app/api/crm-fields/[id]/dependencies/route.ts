import { dependentsSchema, idParamsSchema } from '@/lib/domain/api';
import { crmDependencies } from '@/lib/services/crms/queries';
import { defineRoute } from '@/lib/web/route';

export const GET = defineRoute({
  method: 'GET',
  path: '/api/crm-fields/{id}/dependencies',
  summary: 'Where this field is used.',
  tag: 'CRM v2',
  access: { permission: 'crm.access' },
  params: idParamsSchema,
  response: dependentsSchema,
  handle: async ({ ctx, params }) => ({ dependents: await crmDependencies(ctx, { fieldId: params.id }) }),
});
