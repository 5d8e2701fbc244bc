import { z } from 'zod';
import { instantSchema } from '@/lib/domain/base/validation';
import { historyPageSchema } from '@/lib/domain/answers/row';
import { listHistory } from '@/lib/services/history/queries';
import { defineRoute } from '@/lib/web/route';
import { ENTITY_KEYS } from '@/lib/domain/base/modules';

const dateSchema = instantSchema.transform((text) => new Date(text));

export const GET = defineRoute({
  method: 'GET',
  path: '/api/history',
  summary: 'Lists changes, newest first, 50 per page. Use `nextCursor` for the next page.',
  tag: 'History',
  access: { permission: 'history.access' },
  query: z.strictObject({
    entityType: z.enum(ENTITY_KEYS, 'not_offered').optional(),
    entityId: z.string().max(100).optional(),
    actorId: z.string().max(100).optional(),
    from: dateSchema.optional(),
    to: dateSchema.optional(),
    cursor: z.string().max(100).optional(),
  }),
  response: historyPageSchema,
  handle: ({ ctx, query }) => listHistory(ctx, query),
});
