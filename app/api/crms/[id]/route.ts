import { idParamsSchema, versionedSchema } from '@/lib/domain/base/api';
import { crmEditSchema } from '@/lib/domain/crm/crm';
import { crmDetailSchema } from '@/lib/domain/answers/crm';
import { deleteCrm } from '@/lib/services/crms/delete-crm';
import { editCrm } from '@/lib/services/crms/edit-crm';
import { readCrm } from '@/lib/services/crms/queries';
import { defineRoute } from '@/lib/web/route';

export const GET = defineRoute({
  method: 'GET',
  path: '/api/crms/{id}',
  summary: 'Gets a CRM with its objects and fields.',
  tag: 'CRM v2',
  access: { permission: 'crm.access' },
  params: idParamsSchema,
  response: crmDetailSchema,
  handle: ({ ctx, params }) => readCrm(ctx, { id: params.id }),
});

export const PATCH = defineRoute({
  method: 'PATCH',
  path: '/api/crms/{id}',
  summary: 'Changes the name, reference or authentication method.',
  tag: 'CRM v2',
  access: { permission: 'crm.modify' },
  params: idParamsSchema,
  body: crmEditSchema,
  response: versionedSchema,
  handle: ({ ctx, params, body }) => editCrm(ctx, { id: params.id, ...body }),
});

export const DELETE = defineRoute({
  method: 'DELETE',
  path: '/api/crms/{id}',
  summary: 'Deletes a CRM that no profile uses, with everything in it.',
  tag: 'CRM v2',
  access: { permission: 'crm.delete' },
  params: idParamsSchema,
  handle: ({ ctx, params }) => deleteCrm(ctx, params),
});
