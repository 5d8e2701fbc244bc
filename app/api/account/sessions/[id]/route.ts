import { idParamsSchema } from '@/lib/domain/base/api';
import { endedSchema } from '@/lib/domain/answers/user';
import { endOwnSessions } from '@/lib/services/sessions/end-own-sessions';
import { defineRoute } from '@/lib/web/route';

export const DELETE = defineRoute({
  method: 'DELETE',
  path: '/api/account/sessions/{id}',
  summary: 'Ends one of the current user’s sessions.',
  tag: 'My account',
  access: { signedIn: true },
  params: idParamsSchema,
  response: endedSchema,
  handle: ({ ctx, params }) => endOwnSessions(ctx, { sessionId: params.id }),
});
