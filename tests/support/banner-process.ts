import { createServer } from 'node:http';
import { Readable } from 'node:stream';
import { NextRequest } from 'next/server';
import { pino } from 'pino';
import { z } from 'zod';
import { GET as readSessions } from '@/app/api/account/sessions/route';
import { GET as openStream } from '@/app/api/banner/stream/route';
import { createProviders } from '@/lib/integrations/crm/registry';
import { createIdentityProviders } from '@/lib/integrations/identity/registry';
import { createSealer } from '@/lib/platform/crypto';
import { createDb } from '@/lib/platform/db';
import { createListener } from '@/lib/platform/events';
import { createRateLimiter } from '@/lib/platform/rate-limit';
import type { RouteHandler } from '@/lib/web/route';
import type { Deployment } from '@/lib/deployment';

/** A second web process as far as a Banner can tell: the stream, and one more route. Its environment is its parent's. */
const { databaseUrl, publicUrl } = z
  .object({ databaseUrl: z.string(), publicUrl: z.string() })
  .parse(JSON.parse(process.argv[2] ?? ''));
const log = pino({ level: 'silent' });
const provider = { apiUrl: 'http://127.0.0.1:9', appUrl: 'http://127.0.0.1:9' };
const deployment: Deployment = {
  db: createDb(databaseUrl),
  sealer: createSealer([{ id: 'k1', key: Buffer.alloc(32, 7) }]),
  limits: createRateLimiter(databaseUrl),
  listener: createListener(databaseUrl, log),
  log,
  providers: createProviders({ hubspot: { ...provider, fetch, now: () => new Date(), logger: log } }),
  identityProviders: createIdentityProviders({ fetch, now: () => new Date(), logger: log, allowsLoopback: true }),
  publicUrl,
  hubspotMode: 'sandbox',
  hubspotAppUrl: provider.appUrl,
  defaultCountry: 'FR',
};
Object.assign(globalThis, { makerDeployment: deployment });

const ROUTES: Record<string, RouteHandler> = {
  '/api/banner/stream': openStream,
  '/api/account/sessions': readSessions,
};

const server = createServer((incoming, response) => {
  void (async () => {
    const gone = new AbortController();
    response.on('close', () => gone.abort());
    const route = ROUTES[incoming.url ?? ''];
    if (!route) return response.writeHead(404).end();
    const request = new NextRequest(new URL(incoming.url ?? '/', publicUrl), {
      headers: { cookie: incoming.headers.cookie ?? '' },
      signal: gone.signal,
    });
    const answer = await route(request, { params: Promise.resolve({}) });
    response.writeHead(answer.status, Object.fromEntries(answer.headers));
    if (answer.body) Readable.from(answer.body).pipe(response);
    else response.end();
  })();
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  process.send?.({ port: typeof address === 'object' ? address?.port : null });
});
process.on('disconnect', () => process.exit(0));
