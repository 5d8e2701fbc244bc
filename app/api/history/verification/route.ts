import { historyCheckSchema } from '@/lib/domain/answers/history-check';
import { verifyHistory } from '@/lib/services/history/verify-history';
import { defineRoute } from '@/lib/web/route';

export const POST = defineRoute({
  method: 'POST',
  path: '/api/history/verification',
  summary: 'Recomputes the chain of all entries, and names the first one that doesn’t fit. Changes nothing.',
  tag: 'History',
  access: { permission: 'history.access' },
  response: historyCheckSchema,
  handle: ({ ctx }) => verifyHistory(ctx),
});
