import { randomUUID } from 'node:crypto';
import type { Actor, Ctx } from '@/lib/services/context';
import { deployment } from './deployment';
import { keepingFromBrowser } from './taint';

/** Set by our own server from the socket or the configured proxies; it drops this header from client requests. */
export const CLIENT_IP_HEADER = 'x-maker-client-ip';

export function createContext(actor: Actor, headers: Headers, requestId: string = randomUUID()): Ctx {
  const { db, sealer, limits, log, providers, publicUrl, hubspotMode, hubspotAppUrl, defaultCountry } = deployment();
  return {
    actor,
    db,
    now: () => new Date(),
    config: { publicUrl, hubspotMode, hubspotAppUrl, defaultCountry },
    sealer: keepingFromBrowser(sealer),
    provider: (id) => providers.get(id),
    limits,
    log: log.child({ requestId, actor: actor.kind === 'user' ? actor.userId : actor.kind }),
    requestId,
    client: { ip: headers.get(CLIENT_IP_HEADER), userAgent: headers.get('user-agent') },
  };
}
