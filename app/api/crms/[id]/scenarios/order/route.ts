import { idParamsSchema } from '@/lib/domain/base/api';
import { orderInputSchema } from '@/lib/domain/crm/crm';
import { orderScenarios } from '@/lib/services/scenarios/order-scenarios';
import { defineRoute } from '@/lib/web/route';

export const PUT = defineRoute({
  method: 'PUT',
  path: '/api/crms/{id}/scenarios/order',
  summary: 'Sets the order in which scenarios are tried. List every ID once.',
  tag: 'CRM v2',
  access: { permission: 'crm.modify' },
  params: idParamsSchema,
  body: orderInputSchema,
  handle: ({ ctx, params, body }) => orderScenarios(ctx, { crmId: params.id, ...body }),
});
