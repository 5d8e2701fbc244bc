import { contextOf } from '@/lib/deployment';
import type { Actor, Ctx } from '@/lib/services/context';
import { deployment } from './deployment';
import { keepingFromBrowser } from './taint';

/** Set by our own server from the socket or the configured proxies; it drops this header from client requests. */
const CLIENT_IP_HEADER = 'x-maker-client-ip';

export function createContext(actor: Actor, headers: Headers, requestId?: string): Ctx {
  const shared = deployment();
  return contextOf(
    { ...shared, sealer: keepingFromBrowser(shared.sealer) },
    {
      actor,
      ...(requestId === undefined ? {} : { requestId }),
      client: { ip: headers.get(CLIENT_IP_HEADER), userAgent: headers.get('user-agent') },
      logged: { actor: actor.kind === 'user' ? actor.userId : actor.kind },
    },
  );
}
