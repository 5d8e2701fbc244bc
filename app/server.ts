import { serveWeb } from '@/lib/web/server';

/** The web process, and the routes that it answers without Next. */
await serveWeb(async () => {
  const [interactions, banner, stream] = await Promise.all([
    import('./api/interactions/route'),
    import('./api/banner/route'),
    import('./api/banner/stream/route'),
  ]);
  return [interactions.POST, banner.GET, stream.GET];
});
