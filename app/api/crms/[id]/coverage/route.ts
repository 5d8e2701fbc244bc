import { coverageSchema } from '@/lib/domain/answers/coverage';
import { idParamsSchema } from '@/lib/domain/base/api';
import { readCoverage } from '@/lib/services/crms/read-coverage';
import { defineRoute } from '@/lib/web/route';

export const GET = defineRoute({
  method: 'GET',
  path: '/api/crms/{id}/coverage',
  summary: 'Says which scenario and rule decides in each situation, and which ones never do.',
  tag: 'CRM v2',
  access: { permission: 'crm.access' },
  params: idParamsSchema,
  response: coverageSchema,
  handle: ({ ctx, params }) => readCoverage(ctx, { crmId: params.id }),
});
