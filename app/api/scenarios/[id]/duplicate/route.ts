import { createdSchema, idParamsSchema } from '@/lib/domain/base/api';
import { duplicateScenario } from '@/lib/services/scenarios/duplicate-scenario';
import { defineRoute } from '@/lib/web/route';

export const POST = defineRoute({
  method: 'POST',
  path: '/api/scenarios/{id}/duplicate',
  summary: 'Duplicates a scenario below the original. The copy is disabled.',
  tag: 'CRM v2',
  access: { permission: 'crm.modify' },
  params: idParamsSchema,
  response: createdSchema,
  status: 201,
  handle: ({ ctx, params }) => duplicateScenario(ctx, params),
});
