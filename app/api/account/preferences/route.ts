import { z } from 'zod';
import { preferencesSchema } from '@/lib/domain/people/people';
import { LOCALES } from '@/lib/domain/base/locale';
import { changePreferences } from '@/lib/services/users/change-preferences';
import { defineRoute } from '@/lib/web/route';

export const PATCH = defineRoute({
  method: 'PATCH',
  path: '/api/account/preferences',
  summary: 'Changes the current user’s language and time zone.',
  tag: 'My account',
  access: { signedIn: true },
  body: preferencesSchema,
  response: z.object({ language: z.enum(LOCALES), timeZone: z.string().nullable() }),
  handle: ({ ctx, body }) => changePreferences(ctx, body),
});
