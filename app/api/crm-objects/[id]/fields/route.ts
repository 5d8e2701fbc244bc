import { idParamsSchema } from '@/lib/domain/base/api';
import { crmFieldsInputSchema } from '@/lib/domain/crm/crm';
import { addedFieldsSchema } from '@/lib/domain/answers/crm';
import { createFields } from '@/lib/services/crm-objects/create-fields';
import { LARGEST_BODY } from '@/lib/web/request-body';
import { defineRoute } from '@/lib/web/route';

export const POST = defineRoute({
  method: 'POST',
  path: '/api/crm-objects/{id}/fields',
  summary: 'Adds one or more fields, all or none.',
  tag: 'CRM v2',
  access: { permission: 'crm.modify' },
  bodyLimit: LARGEST_BODY,
  params: idParamsSchema,
  body: crmFieldsInputSchema,
  response: addedFieldsSchema,
  status: 201,
  handle: ({ ctx, params, body }) => createFields(ctx, { objectId: params.id, ...body }),
});
