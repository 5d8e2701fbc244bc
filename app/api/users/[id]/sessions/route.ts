import { idParamsSchema } from '@/lib/domain/base/api';
import { endedSchema, sessionListSchema } from '@/lib/domain/answers/user';
import { listUserSessions } from '@/lib/services/sessions/queries';
import { endUserSessions } from '@/lib/services/users/end-user-sessions';
import { defineRoute } from '@/lib/web/route';

export const GET = defineRoute({
  method: 'GET',
  path: '/api/users/{id}/sessions',
  summary: 'Lists a user’s sessions.',
  tag: 'Users',
  access: { permission: 'users.access' },
  params: idParamsSchema,
  response: sessionListSchema,
  handle: async ({ ctx, params }) => ({ items: await listUserSessions(ctx, { userId: params.id }) }),
});

export const DELETE = defineRoute({
  method: 'DELETE',
  path: '/api/users/{id}/sessions',
  summary: 'Ends all of a user’s sessions immediately.',
  tag: 'Users',
  access: { permission: 'users.modify' },
  params: idParamsSchema,
  response: endedSchema,
  handle: ({ ctx, params }) => endUserSessions(ctx, params),
});
