import { randomUUID } from 'node:crypto';
import { PASSWORD_TURNS } from '@/lib/domain/people/limits';
import { createProviders, type Providers } from '@/lib/integrations/crm/registry';
import { createIdentityProviders, type IdentityProviders } from '@/lib/integrations/identity/registry';
import { createSealer, type Sealer } from '@/lib/platform/crypto';
import { createConfiguration, type Configuration } from '@/lib/platform/configuration';
import { followKeys } from '@/lib/platform/keys-file';
import { createDb, type Db } from '@/lib/platform/db';
import { env } from '@/lib/platform/env';
import { createListener, type Listener } from '@/lib/platform/events';
import { createLogger, type Logger } from '@/lib/platform/logger';
import { createProbe, type Probe } from '@/lib/platform/probe';
import { createStatements, type Statements } from '@/lib/platform/prepared';
import { createRateLimiter, type RateLimiter } from '@/lib/platform/rate-limit';
import { createTurns } from '@/lib/platform/turns';
import { createSharedPlaces, type SharedPlaces } from '@/lib/platform/shared-places';
import { makeCtx, type Actor, type Ctx, type PasswordTurns } from '@/lib/services/context';

/** Shared by all requests or jobs of this process. */
export interface Deployment {
  db: Db;
  statements: Statements;
  configuration: Configuration;
  sealer: Sealer;
  limits: RateLimiter;
  passwordTurns: PasswordTurns;
  /** Connects at the first call to a provider. */
  sharedPlaces: SharedPlaces;
  /** Connects at the first question. */
  probe: Probe;
  /** Connects at the first subscription. */
  listener: Listener;
  log: Logger;
  providers: Providers;
  identityProviders: IdentityProviders;
  dataDir: string;
  publicUrl: string;
  hubspotMode: 'sandbox' | 'live';
  hubspotAppUrl: string;
  defaultCountry: string;
}

/** Once nobody was given a connection for so long, requests are refused: they would only make the ones behind them wait. */
const HANDLER_WAIT_MS = 1_000;

/** Wires a process, once, from its environment. `part` names it in the log. */
export function createDeployment(part: 'web' | 'worker'): Deployment {
  const { databaseUrl, dataDir, encryptionKeys, keysFile, logLevel, hubspot, publicUrl, defaultCountry } = env();
  const { apiUrl, appUrl, mode } = hubspot;
  const log = createLogger({ level: logLevel, part });
  const sharedPlaces = createSharedPlaces(databaseUrl, log);
  // Somebody waits for what the web process does; a job may wait.
  const patience = part === 'web' ? { connectionWaitMs: HANDLER_WAIT_MS } : {};
  const db = createDb(databaseUrl, patience);
  return {
    db,
    statements: createStatements(databaseUrl, patience),
    configuration: createConfiguration(db),
    sealer: createSealer(keysFile === null ? encryptionKeys : followKeys(keysFile, encryptionKeys)),
    limits: createRateLimiter(databaseUrl, patience),
    passwordTurns: { strangers: createTurns(PASSWORD_TURNS.strangers), known: createTurns(PASSWORD_TURNS.known) },
    sharedPlaces,
    probe: createProbe(databaseUrl),
    listener: createListener(databaseUrl, log),
    log,
    providers: createProviders({
      hubspot: { apiUrl, appUrl, fetch: globalThis.fetch, now: () => new Date(), logger: log, sharedPlaces },
    }),
    identityProviders: createIdentityProviders({
      fetch: globalThis.fetch,
      now: () => new Date(),
      logger: log,
      allowsLoopback: mode === 'sandbox',
    }),
    dataDir,
    publicUrl,
    hubspotMode: mode,
    hubspotAppUrl: appUrl,
    defaultCountry,
  };
}

export async function closeDeployment(deployment: Deployment): Promise<void> {
  const { db, statements, limits, sharedPlaces, probe, listener } = deployment;
  await Promise.allSettled([
    db.$disconnect(),
    statements.close(),
    limits.close(),
    sharedPlaces.close(),
    probe.close(),
    listener.close(),
  ]);
}

interface Caller {
  actor: Actor;
  requestId?: string;
  client?: Ctx['client'];
  /** Added to every line of its log. */
  logged?: Record<string, string>;
}

/** The context of one request or one run of a job. */
export function contextOf(deployment: Deployment, { actor, requestId = randomUUID(), client, logged }: Caller): Ctx {
  const {
    db,
    statements,
    configuration,
    sealer,
    limits,
    passwordTurns,
    log,
    providers,
    identityProviders,
    publicUrl,
    hubspotMode,
    hubspotAppUrl,
    defaultCountry,
  } = deployment;
  return makeCtx({
    actor,
    db,
    statements,
    configuration,
    now: () => new Date(),
    config: { publicUrl, hubspotMode, hubspotAppUrl, defaultCountry },
    sealer,
    provider: (id) => providers.get(id),
    identityProvider: (id) => identityProviders.get(id),
    limits,
    passwordTurns,
    log: log.child({ requestId, ...logged }),
    requestId,
    client: client ?? { ip: null, userAgent: null },
  });
}
