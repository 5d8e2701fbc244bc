import { env } from '@/lib/platform/env';
import { createSealer, type Sealer } from '@/lib/platform/crypto';
import { createDb, type Db } from '@/lib/platform/db';
import { createListener, type Listener } from '@/lib/platform/events';
import { createLogger, type Logger } from '@/lib/platform/logger';
import { createRateLimiter, type RateLimiter } from '@/lib/platform/rate-limit';
import { createProviders, type Providers } from '@/lib/integrations/crm/registry';

/** Shared by all requests of this process. Created once, at the first request. */
export interface Deployment {
  db: Db;
  sealer: Sealer;
  limits: RateLimiter;
  listener: Listener;
  log: Logger;
  providers: Providers;
  publicUrl: string;
  hubspotMode: 'sandbox' | 'live';
  hubspotAppUrl: string;
  defaultCountry: string;
}

const holder: { makerDeployment?: Deployment } = asHolder(globalThis);

export function deployment(): Deployment {
  // On globalThis, because the bundler loads this module more than once.
  return (holder.makerDeployment ??= createDeployment());
}

function createDeployment(): Deployment {
  const settings = env();
  const log = createLogger({ level: settings.logLevel, part: 'web' });
  return {
    db: createDb(settings.databaseUrl),
    sealer: createSealer(settings.encryptionKeys),
    limits: createRateLimiter(settings.databaseUrl),
    listener: createListener(settings.databaseUrl, log),
    log,
    providers: createProviders({
      hubspot: {
        apiUrl: settings.hubspot.apiUrl,
        appUrl: settings.hubspot.appUrl,
        fetch: globalThis.fetch,
        now: () => new Date(),
        logger: log,
      },
    }),
    publicUrl: settings.publicUrl,
    hubspotMode: settings.hubspot.mode,
    hubspotAppUrl: settings.hubspot.appUrl,
    defaultCountry: settings.defaultCountry,
  };
}

/** Any object can hold one more optional property. */
function asHolder(value: object): { makerDeployment?: Deployment } {
  return value as { makerDeployment?: Deployment };
}
