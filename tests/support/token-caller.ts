import { createStatements } from '@/lib/platform/prepared';
import { createHash } from 'node:crypto';
import { pino } from 'pino';
import { z } from 'zod';
import { createProviders } from '@/lib/integrations/crm/registry';
import { createSealer } from '@/lib/platform/crypto';
import { createConfiguration } from '@/lib/platform/configuration';
import { createDb } from '@/lib/platform/db';
import { createTurns } from '@/lib/platform/turns';
import { getAccessToken } from '@/lib/services/connections/get-access-token';
import { makeCtx } from '@/lib/services/context';
import { callSchema, type TokenAnswer } from './token-messages';

/**
 * Another process of the deployment, as far as tokens go: asked over IPC, it asks for a token as many times at once as
 * it is told, and answers which versions it got.
 */
const settings = z.object({ databaseUrl: z.string(), sandboxUrl: z.string() }).parse(JSON.parse(process.argv[2] ?? ''));
const log = pino({ level: 'silent' });
const db = createDb(settings.databaseUrl, { maxConnections: 4 });
const providers = createProviders({
  hubspot: { apiUrl: settings.sandboxUrl, appUrl: settings.sandboxUrl, fetch, now: () => new Date(), logger: log },
});
const turns = createTurns({ places: 1, rest: 0 });
const never = async () => ({ retryAfterSeconds: null });
const ctx = makeCtx({
  actor: { kind: 'system', name: 'token-caller' },
  db,
  statements: createStatements(settings.databaseUrl),
  configuration: createConfiguration(db),
  now: () => new Date(),
  config: {
    publicUrl: 'http://localhost',
    hubspotMode: 'sandbox',
    hubspotAppUrl: settings.sandboxUrl,
    defaultCountry: 'FR',
  },
  sealer: createSealer([{ id: 'k1', key: Buffer.alloc(32, 7) }]),
  provider: (id) => providers.get(id),
  identityProvider: () => {
    throw new Error('Not asked for here');
  },
  limits: {
    take: never,
    peek: never,
    pace: never,
    forget: async () => undefined,
    giveBack: async () => undefined,
    close: async () => undefined,
  },
  passwordTurns: { strangers: turns, known: turns },
  log,
  requestId: 'token-caller',
  client: { ip: null, userAgent: null },
});

process.on('message', (message) => {
  const { callers, ...request } = callSchema.parse(message);
  void Promise.allSettled(Array.from({ length: callers }, () => getAccessToken(ctx, request))).then((results) => {
    const got = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
    const answer: TokenAnswer = {
      versions: [...new Set(got.map(({ tokenVersion }) => tokenVersion))],
      tokens: [...new Set(got.map(({ accessToken }) => createHash('sha256').update(accessToken).digest('hex')))],
      failures: [
        ...new Set(results.flatMap((result) => (result.status === 'rejected' ? [String(result.reason)] : []))),
      ],
    };
    process.send?.(answer);
  });
});
process.on('disconnect', () => process.exit(0));
process.send?.('ready');
