import { deriveCtx, requireUser } from '@/lib/services/context';
import { bannerStream } from '@/lib/web/banner-stream';
import { defineRoute } from '@/lib/web/route';

export const GET = defineRoute({
  method: 'GET',
  path: '/api/banner/stream',
  summary: 'Streams server-sent events for the current user’s Banner. Send Last-Event-ID to catch up.',
  tag: 'Banner',
  access: { signedIn: true },
  limit: 'stream-by-user',
  isDirect: true,
  handle: async ({ ctx, request }) =>
    bannerStream(deriveCtx(ctx, { actor: requireUser(ctx) }), request.headers.get('last-event-id'), request.signal),
});
