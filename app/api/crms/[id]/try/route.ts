import { idParamsSchema } from '@/lib/domain/base/api';
import { simulationSchema } from '@/lib/domain/answers/simulation';
import { simulationInputSchema } from '@/lib/domain/simulation/input';
import { simulateInteraction } from '@/lib/services/interactions/simulate-interaction';
import { defineRoute } from '@/lib/web/route';

export const POST = defineRoute({
  method: 'POST',
  path: '/api/crms/{id}/try',
  summary: 'Simulates an interaction: what each agent is shown, what is logged, and with which requests. Logs nothing.',
  tag: 'CRM v2',
  access: { permission: 'crm.modify' },
  limit: 'card-search-by-user',
  bodyLimit: 512_000,
  params: idParamsSchema,
  body: simulationInputSchema,
  response: simulationSchema,
  handle: ({ ctx, params, body }) => simulateInteraction(ctx, { crmId: params.id, ...body }),
});
