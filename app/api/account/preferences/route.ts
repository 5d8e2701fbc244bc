import { preferencesSchema } from '@/lib/domain/people/people';
import { savedPreferencesSchema } from '@/lib/domain/answers/user';
import { changePreferences } from '@/lib/services/users/change-preferences';
import { defineRoute } from '@/lib/web/route';

export const PATCH = defineRoute({
  method: 'PATCH',
  path: '/api/account/preferences',
  summary: 'Changes the current user’s language and time zone.',
  tag: 'My account',
  access: { signedIn: true },
  body: preferencesSchema,
  response: savedPreferencesSchema,
  handle: ({ ctx, body }) => changePreferences(ctx, body),
});
