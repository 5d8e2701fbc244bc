import { endedSchema, sessionListSchema } from '@/lib/domain/answers/user';
import { endOwnSessions } from '@/lib/services/sessions/end-own-sessions';
import { listOwnSessions } from '@/lib/services/sessions/queries';
import { defineRoute } from '@/lib/web/route';

export const GET = defineRoute({
  method: 'GET',
  path: '/api/account/sessions',
  summary: 'Lists the current user’s sessions.',
  tag: 'My account',
  access: { signedIn: true },
  response: sessionListSchema,
  handle: async ({ ctx }) => ({ items: await listOwnSessions(ctx) }),
});

export const DELETE = defineRoute({
  method: 'DELETE',
  path: '/api/account/sessions',
  summary: 'Ends the current user’s other sessions.',
  tag: 'My account',
  access: { signedIn: true },
  response: endedSchema,
  handle: ({ ctx }) => endOwnSessions(ctx, { sessionId: null }),
});
