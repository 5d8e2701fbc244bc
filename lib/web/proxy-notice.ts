import type { IncomingHttpHeaders } from 'node:http';
import type { Logger } from '@/lib/platform/logger';

/** On globalThis, because the server and the pages are bundled apart. */
interface Holder {
  makerUntrustedProxy?: boolean;
}
const holder: Holder = asHolder(globalThis);

/**
 * A proxy adds one of these headers. With none trusted, everybody behind it counts as one address in limits and in the
 * list of sign-ins: said once in the log, and to administrators. Whoever connects directly can write the header too, so it
 * is only ever a hint.
 */
export function noticeProxy(headers: IncomingHttpHeaders, trustedProxies: number, log: Pick<Logger, 'warn'>): void {
  if (trustedProxies > 0 || holder.makerUntrustedProxy === true) return;
  if (headers['x-forwarded-for'] === undefined && headers.forwarded === undefined) return;
  holder.makerUntrustedProxy = true;
  log.warn(
    'A request says that it came through a proxy, and TRUSTED_PROXIES is 0. If a proxy of yours stands in front, set TRUSTED_PROXIES to their number: until then everybody behind it counts as one address.',
  );
}

/** Whether this process has seen such a request. */
export function hasUntrustedProxy(): boolean {
  return holder.makerUntrustedProxy === true;
}

/** Any object can hold one more optional property. */
function asHolder(value: object): Holder {
  return value as Holder;
}
