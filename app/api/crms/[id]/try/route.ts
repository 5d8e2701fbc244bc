import { idParamsSchema } from '@/lib/domain/base/api';
import { simulationSchema } from '@/lib/domain/answers/rule';
import { simulateInteraction, tryScreenPopSchema } from '@/lib/services/screen-pop/simulate-interaction';
import { defineRoute } from '@/lib/web/route';

export const POST = defineRoute({
  method: 'POST',
  path: '/api/crms/{id}/try',
  summary: 'Simulates an interaction and explains the result. Logs nothing.',
  tag: 'CRM v2',
  access: { permission: 'crm.modify' },
  bodyLimit: 512_000,
  params: idParamsSchema,
  body: tryScreenPopSchema,
  response: simulationSchema,
  handle: ({ ctx, params, body }) => simulateInteraction(ctx, { crmId: params.id, ...body }),
});
