import { z } from 'zod';
import { timestampSchema } from '@/lib/domain/base/api';
import { HISTORY_ACTIONS } from '@/lib/domain/base/history';
import { instantSchema } from '@/lib/domain/base/validation';
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
  response: z.object({
    items: z.array(
      z.object({
        id: z.string(),
        at: timestampSchema,
        action: z.enum(HISTORY_ACTIONS),
        entityType: z.enum(ENTITY_KEYS),
        entityId: z.string(),
        entityName: z.string(),
        actorKind: z.enum(['user', 'api-key', 'system', 'anonymous']),
        actorName: z.string(),
        before: z.record(z.string(), z.unknown()).nullable(),
        after: z.record(z.string(), z.unknown()).nullable(),
        names: z.record(z.string(), z.string()),
      }),
    ),
    nextCursor: z.string().nullable(),
  }),
  handle: ({ ctx, query }) => listHistory(ctx, query),
});
