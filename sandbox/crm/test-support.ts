import type { ApiCaller, Effect, Portal, PortalUser, SandboxResponse } from '../contract';
import { SettingsStore } from '../settings';
import { createCrmEngine } from './engine';
import { crmSettingDefinitions } from './settings';

/** An engine with a French and an American portal, called without HTTP. The test controls the clock. */
export function startEngine() {
  const settings = new SettingsStore(crmSettingDefinitions);
  const portals = [portalOf(1111, 'Europe/Paris', true), portalOf(2222, 'US/Eastern', false)];
  const users: PortalUser[] = portals.flatMap(({ portalId }) => [
    {
      portalId,
      userId: 70_000_001,
      email: 'one@example.example',
      firstName: 'Una',
      lastName: 'One',
      isSuperAdmin: true,
    },
    {
      portalId,
      userId: 70_000_002,
      email: 'two@example.example',
      firstName: 'Duo',
      lastName: 'Two',
      isSuperAdmin: false,
    },
  ]);
  const options = { portals, users: () => users, makerUrl: 'http://localhost', settings };
  const engine = createCrmEngine(options);
  const effects: Effect[] = [];
  const clock = { now: Date.UTC(2026, 10, 23, 12) };
  const sink = {
    commit(effect: Omit<Effect, 'at'>) {
      const complete = { ...effect, at: clock.now };
      effects.push(complete);
      engine.apply(complete);
    },
  };

  function call(method: string, url: string, body?: unknown, caller: Partial<ApiCaller> = {}): SandboxResponse {
    const { pathname, searchParams } = new URL(url, 'http://sandbox.test');
    return engine.handle(
      {
        method,
        path: decodeURIComponent(pathname),
        query: searchParams,
        headers: { 'content-type': 'application/json' },
        rawBody: typeof body === 'string' ? body : body === undefined ? '' : JSON.stringify(body),
        now: clock.now,
        correlationId: 'test-correlation',
      },
      {
        portal: portalAt(portals, 0),
        appId: 42,
        clientId: 'client',
        scopes: allScopes,
        userId: 70_000_001,
        tokenId: 'token',
        ...caller,
      },
      sink,
    );
  }

  function set(key: string, value: string | number | boolean): void {
    const refusal = settings.refusal(key, value);
    if (refusal !== null) throw new Error(refusal);
    settings.apply({ type: 'settings.changed', at: clock.now, portalId: null, data: { values: { [key]: value } } });
  }

  return { engine, options, users, set, effects, clock, sink, call, portals };
}

/** The value at a path such as `results.0.id`, or undefined. */
export function at(json: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>(
      (value, key) =>
        typeof value === 'object' && value !== null ? Object.getOwnPropertyDescriptor(value, key)?.value : undefined,
      json,
    );
}

export function textAt(json: unknown, path: string): string {
  const value = at(json, path);
  if (typeof value !== 'string') throw new Error(`No text at ${path} of ${JSON.stringify(json)}`);
  return value;
}

export function listAt(json: unknown, path: string): unknown[] {
  const value = at(json, path);
  if (!Array.isArray(value)) throw new Error(`No list at ${path} of ${JSON.stringify(json)}`);
  return value;
}

const allScopes = [
  'oauth',
  'crm.objects.contacts.read',
  'crm.objects.contacts.write',
  'crm.objects.companies.read',
  'crm.objects.companies.write',
  'crm.objects.deals.read',
  'crm.objects.deals.write',
  'tickets',
  'crm.objects.owners.read',
  'crm.objects.custom.read',
  'crm.objects.custom.write',
  'crm.schemas.custom.read',
  'crm.schemas.custom.write',
  'crm.schemas.contacts.write',
  'crm.schemas.companies.write',
  'crm.schemas.deals.write',
  'sales-email-read',
  'settings.users.read',
  'settings.users.teams.read',
  'e-commerce',
];

function portalOf(portalId: number, timeZone: string, isEnterprise: boolean): Portal {
  return {
    portalId,
    name: null,
    domain: 'example.example',
    uiDomain: 'app.hubspot.com',
    timeZone,
    currency: 'EUR',
    accountType: 'STANDARD',
    dataHostingLocation: 'na1',
    isEnterprise,
  };
}

function portalAt(portals: Portal[], index: number): Portal {
  const portal = portals[index];
  if (!portal) throw new RangeError(`No portal ${index}`);
  return portal;
}
