import { createdSchema, idParamsSchema } from '@/lib/domain/base/api';
import { scenarioInputSchema } from '@/lib/domain/screen-pop/scenario';
import { scenarioListSchema } from '@/lib/domain/answers/rule';
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
  summary: 'Adds a scenario at the end.',
  tag: 'CRM v2',
  access: { permission: 'crm.modify' },
  bodyLimit: 256_000,
  params: idParamsSchema,
  body: scenarioInputSchema,
  response: createdSchema,
  status: 201,
  handle: ({ ctx, params, body }) => createScenario(ctx, { crmId: params.id, ...body }),
});
