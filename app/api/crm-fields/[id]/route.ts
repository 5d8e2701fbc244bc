import { idParamsSchema, versionedSchema } from '@/lib/domain/base/api';
import { crmFieldEditSchema } from '@/lib/domain/crm/crm';
import { deleteField } from '@/lib/services/crm-objects/delete-field';
import { editField } from '@/lib/services/crm-objects/edit-field';
import { defineRoute } from '@/lib/web/route';

export const PATCH = defineRoute({
  method: 'PATCH',
  path: '/api/crm-fields/{id}',
  summary: 'Changes a field’s name, options, and whether it is required or read-only.',
  tag: 'CRM v2',
  access: { permission: 'crm.modify' },
  bodyLimit: 512_000,
  params: idParamsSchema,
  body: crmFieldEditSchema,
  response: versionedSchema,
  handle: ({ ctx, params, body }) => editField(ctx, { id: params.id, ...body }),
});

export const DELETE = defineRoute({
  method: 'DELETE',
  path: '/api/crm-fields/{id}',
  summary: 'Deletes an unused field. Nothing changes at the provider.',
  tag: 'CRM v2',
  access: { permission: 'crm.modify' },
  params: idParamsSchema,
  handle: ({ ctx, params }) => deleteField(ctx, params),
});
