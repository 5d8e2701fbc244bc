import { z } from 'zod';
import { idParamsSchema } from '@/lib/domain/base/api';
import { screenPopDecisionSchema } from '@/lib/domain/screen-pop/decision';
import { traceSchema } from '@/lib/domain/trace';
import { simulateInteraction, tryScreenPopSchema } from '@/lib/services/screen-pop/simulate-interaction';
import { defineRoute } from '@/lib/web/route';

const planSchema = z.object({
  kind: z.enum(['attach', 'create', 'update', 'blocked', 'skip']),
  ruleName: z.string().optional(),
  objectId: z.string().optional(),
  objectApiName: z.string().optional(),
  values: z.record(z.string(), z.string().nullable()).optional(),
  trace: traceSchema,
});

export const POST = defineRoute({
  method: 'POST',
  path: '/api/crms/{id}/try',
  summary: 'Simulates an interaction and explains the result. Logs nothing.',
  tag: 'CRM v2',
  access: { permission: 'crm.modify' },
  params: idParamsSchema,
  body: tryScreenPopSchema,
  response: z.object({ decision: screenPopDecisionSchema, plan: planSchema, tookMs: z.number() }),
  handle: ({ ctx, params, body }) => simulateInteraction(ctx, { crmId: params.id, ...body }),
});
