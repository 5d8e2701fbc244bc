import { createdSchema, idParamsSchema } from '@/lib/domain/base/api';
import { crmObjectInputSchema } from '@/lib/domain/crm/crm';
import { createObject } from '@/lib/services/crm-objects/create-object';
import { defineRoute } from '@/lib/web/route';

export const POST = defineRoute({
  method: 'POST',
  path: '/api/crms/{id}/objects',
  summary: 'Adds an object at the end.',
  tag: 'CRM v2',
  access: { permission: 'crm.modify' },
  params: idParamsSchema,
  body: crmObjectInputSchema,
  response: createdSchema,
  status: 201,
  handle: ({ ctx, params, body }) => createObject(ctx, { crmId: params.id, ...body }),
});
