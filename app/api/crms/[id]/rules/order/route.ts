import { idParamsSchema } from '@/lib/domain/base/api';
import { orderInputSchema } from '@/lib/domain/crm/crm';
import { orderRules } from '@/lib/services/rules/order-rules';
import { defineRoute } from '@/lib/web/route';

export const PUT = defineRoute({
  method: 'PUT',
  path: '/api/crms/{id}/rules/order',
  summary: 'Sets the order in which rules are tried. List every ID once.',
  tag: 'CRM v2',
  access: { permission: 'crm.modify' },
  params: idParamsSchema,
  body: orderInputSchema,
  handle: ({ ctx, params, body }) => orderRules(ctx, { crmId: params.id, ...body }),
});
