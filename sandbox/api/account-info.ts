import { missingScopes } from '../api-error';
import type { ApiCaller, SandboxResponse } from '../contract';
import type { Call } from '../world/context';

/** GET /account-info/{version}/details. https://developers.hubspot.com/docs/api-reference/latest/account/account-information/guide */
export function accountDetails({ request }: Call, { portal, scopes }: ApiCaller): SandboxResponse {
  if (!scopes.includes('oauth')) return missingScopes(['oauth'], request.correlationId);
  const offsetMinutes = utcOffsetMinutes(portal.timeZone, request.now);
  return {
    status: 200,
    json: {
      portalId: portal.portalId,
      accountType: portal.accountType,
      timeZone: portal.timeZone,
      companyCurrency: portal.currency,
      additionalCurrencies: [],
      utcOffset: writtenOffset(offsetMinutes),
      utcOffsetMilliseconds: offsetMinutes * 60_000,
      uiDomain: portal.uiDomain,
      dataHostingLocation: portal.dataHostingLocation,
      ...(portal.name === null ? {} : { portalName: portal.name }),
    },
  };
}

function utcOffsetMinutes(timeZone: string, now: number): number {
  const parts = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' }).formatToParts(now);
  const name = parts.find((part) => part.type === 'timeZoneName')?.value ?? 'GMT';
  const match = /GMT([+-])(\d{2}):(\d{2})/.exec(name);
  if (!match) return 0;
  const minutes = Number(match[2]) * 60 + Number(match[3]);
  return match[1] === '-' ? -minutes : minutes;
}

function writtenOffset(minutes: number): string {
  const hours = String(Math.floor(Math.abs(minutes) / 60)).padStart(2, '0');
  const rest = String(Math.abs(minutes) % 60).padStart(2, '0');
  return `${minutes < 0 ? '-' : '+'}${hours}:${rest}`;
}
