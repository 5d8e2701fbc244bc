import { createdSchema } from '@/lib/domain/base/api';
import { lineListSchema } from '@/lib/domain/answers/line';
import { lineFilterSchema, lineInputSchema } from '@/lib/domain/interaction/line';
import { createLine } from '@/lib/services/lines/create-line';
import { listLines } from '@/lib/services/lines/queries';
import { defineRoute } from '@/lib/web/route';

export const GET = defineRoute({
  method: 'GET',
  path: '/api/lines',
  summary: 'Lists your numbers and queues by name, 50 per page.',
  tag: 'Lines and queues',
  access: { permission: 'lines.access' },
  query: lineFilterSchema,
  response: lineListSchema,
  handle: ({ ctx, query }) => listLines(ctx, query),
});

export const POST = defineRoute({
  method: 'POST',
  path: '/api/lines',
  summary: 'Adds a number or a queue before its first interaction.',
  tag: 'Lines and queues',
  access: { permission: 'lines.create' },
  body: lineInputSchema,
  response: createdSchema,
  status: 201,
  handle: ({ ctx, body }) => createLine(ctx, body),
});
