import { bannerSchema } from '@/lib/domain/answers/banner';
import { readBanner } from '@/lib/services/banner/queries';
import { defineRoute } from '@/lib/web/route';

export const GET = defineRoute({
  method: 'GET',
  path: '/api/banner',
  summary: 'Gets what the current user’s Banner shows: profile, CRMs, objects and interactions.',
  tag: 'Banner',
  access: { signedIn: true },
  limit: 'banner-by-user',
  isDirect: true,
  response: bannerSchema,
  handle: ({ ctx }) => readBanner(ctx),
});
