import { createdSchema, idParamsSchema } from '@/lib/domain/base/api';
import { duplicateCrm } from '@/lib/services/crms/duplicate-crm';
import { defineRoute } from '@/lib/web/route';

export const POST = defineRoute({
  method: 'POST',
  path: '/api/crms/{id}/duplicate',
  summary: 'Duplicates a CRM with everything in it. Scenarios and rules of the copy are disabled.',
  tag: 'CRM v2',
  access: { permission: 'crm.create' },
  params: idParamsSchema,
  response: createdSchema,
  status: 201,
  handle: ({ ctx, params }) => duplicateCrm(ctx, params),
});
