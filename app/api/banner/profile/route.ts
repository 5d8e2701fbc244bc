import { z } from 'zod';
import { switchProfile } from '@/lib/services/banner/switch-profile';
import { defineRoute } from '@/lib/web/route';

export const PUT = defineRoute({
  method: 'PUT',
  path: '/api/banner/profile',
  summary: 'Switches the active profile of this session.',
  tag: 'Banner',
  access: { signedIn: true },
  body: z.strictObject({ profileId: z.uuid('wrong_format') }),
  handle: ({ ctx, body }) => switchProfile(ctx, body),
});
