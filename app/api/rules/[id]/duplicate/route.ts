import { createdSchema, idParamsSchema } from '@/lib/domain/base/api';
import { duplicateRule } from '@/lib/services/rules/duplicate-rule';
import { defineRoute } from '@/lib/web/route';

export const POST = defineRoute({
  method: 'POST',
  path: '/api/rules/{id}/duplicate',
  summary: 'Duplicates a rule below the original. The copy is disabled.',
  tag: 'CRM v2',
  access: { permission: 'crm.modify' },
  params: idParamsSchema,
  response: createdSchema,
  status: 201,
  handle: ({ ctx, params }) => duplicateRule(ctx, params),
});
