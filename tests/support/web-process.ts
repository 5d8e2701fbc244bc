import { createStatements } from '@/lib/platform/prepared';
import { pino } from 'pino';
import { z } from 'zod';
import { PASSWORD_TURNS } from '@/lib/domain/people/limits';
import { createProviders } from '@/lib/integrations/crm/registry';
import { createIdentityProviders } from '@/lib/integrations/identity/registry';
import { createSealer } from '@/lib/platform/crypto';
import { createConfiguration } from '@/lib/platform/configuration';
import { createDb } from '@/lib/platform/db';
import { createListener } from '@/lib/platform/events';
import { createProbe } from '@/lib/platform/probe';
import { createRateLimiter } from '@/lib/platform/rate-limit';
import { createTurns } from '@/lib/platform/turns';
import { createSharedPlaces } from '@/lib/platform/shared-places';
import type { Deployment } from '@/lib/deployment';
import { listenWithRoutes } from './route-server';

/**
 * A second web process as far as anybody can tell over HTTP: every route behind our own server, without Next. Its
 * environment is its parent's. It tells its port, and whenever it is asked, the CPU time that it has used, in microseconds.
 */
const { databaseUrl, publicUrl } = z
  .object({ databaseUrl: z.string(), publicUrl: z.string() })
  .parse(JSON.parse(process.argv[2] ?? ''));
const log = pino({ level: 'silent' });
const provider = { apiUrl: 'http://127.0.0.1:9', appUrl: 'http://127.0.0.1:9' };
const db = createDb(databaseUrl);
const deployment: Deployment = {
  db,
  statements: createStatements(databaseUrl),
  configuration: createConfiguration(db),
  sealer: createSealer([{ id: 'k1', key: Buffer.alloc(32, 7) }]),
  limits: createRateLimiter(databaseUrl),
  passwordTurns: { strangers: createTurns(PASSWORD_TURNS.strangers), known: createTurns(PASSWORD_TURNS.known) },
  sharedPlaces: createSharedPlaces(databaseUrl, log),
  probe: createProbe(databaseUrl),
  listener: createListener(databaseUrl, log),
  log,
  providers: createProviders({ hubspot: { ...provider, fetch, now: () => new Date(), logger: log } }),
  identityProviders: createIdentityProviders({ fetch, now: () => new Date(), logger: log, allowsLoopback: true }),
  dataDir: process.cwd(),
  publicUrl,
  hubspotMode: 'sandbox',
  hubspotAppUrl: provider.appUrl,
  defaultCountry: 'FR',
};
Object.assign(globalThis, { makerDeployment: deployment });

process.on('message', () => {
  const { user, system } = process.cpuUsage();
  process.send?.({ cpu: user + system });
});
process.on('disconnect', () => process.exit(0));
const { port } = await listenWithRoutes({ trustedProxies: 1 });
process.send?.({ port });
