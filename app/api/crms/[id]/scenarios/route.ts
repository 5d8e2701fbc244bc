import { idParamsSchema } from '@/lib/domain/base/api';
import { scenarioInputSchema } from '@/lib/domain/screen-pop/scenario';
import { decisionCreatedSchema, scenarioListSchema } from '@/lib/domain/answers/rule';
import { createScenario } from '@/lib/services/scenarios/create-scenario';
import { listScenarios } from '@/lib/services/scenarios/queries';
import { defineRoute } from '@/lib/web/route';

export const GET = defineRoute({
  method: 'GET',
  path: '/api/crms/{id}/scenarios',
  summary: 'Lists scenarios in the order they are tried.',
  tag: 'CRM v2',
  access: { permission: 'crm.access' },
  params: idParamsSchema,
  response: scenarioListSchema,
  handle: ({ ctx, params }) => listScenarios(ctx, { crmId: params.id }),
});

export const POST = defineRoute({
  method: 'POST',
  path: '/api/crms/{id}/scenarios',
  summary:
    'Adds a scenario at the end, its create forms checked against the account. 400 mapping_unfit lists what it would refuse or lose, in details.findings; send those ids as acceptedFindings to save it in spite of them.',
  tag: 'CRM v2',
  access: { permission: 'crm.modify' },
  limit: 'account-by-user',
  bodyLimit: 256_000,
  params: idParamsSchema,
  body: scenarioInputSchema,
  response: decisionCreatedSchema,
  status: 201,
  handle: ({ ctx, params, body }) => createScenario(ctx, { crmId: params.id, ...body }),
});
