import { idParamsSchema } from '@/lib/domain/base/api';
import { orderInputSchema } from '@/lib/domain/crm/crm';
import { orderFields } from '@/lib/services/crm-objects/order-fields';
import { defineRoute } from '@/lib/web/route';

export const PUT = defineRoute({
  method: 'PUT',
  path: '/api/crm-objects/{id}/fields/order',
  summary: 'Sets the order of the fields. List every ID once.',
  tag: 'CRM v2',
  access: { permission: 'crm.modify' },
  params: idParamsSchema,
  body: orderInputSchema,
  handle: ({ ctx, params, body }) => orderFields(ctx, { objectId: params.id, ...body }),
});
