import { idParamsSchema } from '@/lib/domain/base/api';
import { scenarioEditSchema } from '@/lib/domain/screen-pop/scenario';
import { decisionEditedSchema, scenarioSchema } from '@/lib/domain/answers/rule';
import { deleteScenario } from '@/lib/services/scenarios/delete-scenario';
import { editScenario } from '@/lib/services/scenarios/edit-scenario';
import { readScenario } from '@/lib/services/scenarios/queries';
import { defineRoute } from '@/lib/web/route';

export const GET = defineRoute({
  method: 'GET',
  path: '/api/scenarios/{id}',
  summary: 'Gets a scenario.',
  tag: 'CRM v2',
  access: { permission: 'crm.access' },
  params: idParamsSchema,
  response: scenarioSchema,
  handle: ({ ctx, params }) => readScenario(ctx, { id: params.id }),
});

export const PATCH = defineRoute({
  method: 'PATCH',
  path: '/api/scenarios/{id}',
  summary: 'Changes a scenario, checked against the account as when it is added.',
  tag: 'CRM v2',
  access: { permission: 'crm.modify' },
  limit: 'account-by-user',
  bodyLimit: 256_000,
  params: idParamsSchema,
  body: scenarioEditSchema,
  response: decisionEditedSchema,
  handle: ({ ctx, params, body }) => editScenario(ctx, { id: params.id, ...body }),
});

export const DELETE = defineRoute({
  method: 'DELETE',
  path: '/api/scenarios/{id}',
  summary: 'Deletes a scenario. Its past decisions stay in the interactions.',
  tag: 'CRM v2',
  access: { permission: 'crm.modify' },
  params: idParamsSchema,
  handle: ({ ctx, params }) => deleteScenario(ctx, params),
});
