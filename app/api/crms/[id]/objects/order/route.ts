import { idParamsSchema } from '@/lib/domain/base/api';
import { orderInputSchema } from '@/lib/domain/crm/crm';
import { orderObjects } from '@/lib/services/crm-objects/order-objects';
import { defineRoute } from '@/lib/web/route';

export const PUT = defineRoute({
  method: 'PUT',
  path: '/api/crms/{id}/objects/order',
  summary: 'Sets the order of the objects. List every ID once.',
  tag: 'CRM v2',
  access: { permission: 'crm.modify' },
  params: idParamsSchema,
  body: orderInputSchema,
  handle: ({ ctx, params, body }) => orderObjects(ctx, { crmId: params.id, ...body }),
});
