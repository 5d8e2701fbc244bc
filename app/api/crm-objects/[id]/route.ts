import { idParamsSchema, versionedSchema } from '@/lib/domain/base/api';
import { crmObjectEditSchema } from '@/lib/domain/crm/crm';
import { deleteObject } from '@/lib/services/crm-objects/delete-object';
import { editObject } from '@/lib/services/crm-objects/edit-object';
import { defineRoute } from '@/lib/web/route';

export const PATCH = defineRoute({
  method: 'PATCH',
  path: '/api/crm-objects/{id}',
  summary: 'Renames an object, and says whom records belong to that agents create.',
  tag: 'CRM v2',
  access: { permission: 'crm.modify' },
  params: idParamsSchema,
  body: crmObjectEditSchema,
  response: versionedSchema,
  handle: ({ ctx, params, body }) => editObject(ctx, { id: params.id, ...body }),
});

export const DELETE = defineRoute({
  method: 'DELETE',
  path: '/api/crm-objects/{id}',
  summary: 'Deletes an unused object with its fields. Nothing changes at the provider.',
  tag: 'CRM v2',
  access: { permission: 'crm.modify' },
  params: idParamsSchema,
  handle: ({ ctx, params }) => deleteObject(ctx, params),
});
