import type { Client } from '@hubspot/api-client';

/** Notes by name every typed call that is made through the client, and lists those that could be. */
export interface CallRecord {
  client: Client;
  made: ReadonlySet<string>;
}

/** The parts of the client that speak to what the sandbox serves. Webhooks and OAuth have a suite of their own. */
const served = [
  'crm.contacts',
  'crm.companies',
  'crm.deals',
  'crm.tickets',
  'crm.products',
  'crm.objects.calls',
  'crm.objects.notes',
  'crm.objects.tasks',
  'crm.objects.meetings',
  'crm.objects.emails',
  'crm.objects.communications',
  'crm.objects.basicApi',
  'crm.objects.batchApi',
  'crm.objects.searchApi',
  'crm.associations',
  'crm.properties',
  'crm.owners',
  'crm.pipelines',
  'crm.schemas',
  'settings.users',
];

/** A report by email about accounts with very many associations. */
const unserved = ['crm.associations.v4.reportApi.request'];

export function recordCalls(client: Client): CallRecord {
  const made = new Set<string>();
  return { client: recorded(client, '', made), made };
}

/** Every typed call of the served parts, found in the client itself, so that one that a new version adds is noticed. */
export function typedCalls(client: Client): string[] {
  const names = served.flatMap((path) =>
    callsBelow(
      path.split('.').reduce<unknown>((value, key) => member(value, key), client),
      path,
    ),
  );
  return names.filter((name) => !unserved.includes(name)).toSorted();
}

function callsBelow(value: unknown, path: string): string[] {
  if (typeof value !== 'object' || value === null) throw new Error(`The client has no ${path}`);
  if (path.endsWith('Api')) {
    return methodsOf(value)
      .filter((name) => !name.endsWith('WithHttpInfo'))
      .map((name) => `${path}.${name}`);
  }
  return membersOf(value).flatMap((key) => {
    const below = member(value, key);
    return typeof below === 'object' && below !== null && !key.startsWith('_') && key !== 'config'
      ? callsBelow(below, `${path}.${key}`)
      : [];
  });
}

/** What an object has of itself and, as getters, of its class. */
function membersOf(value: object): string[] {
  const own = Object.keys(value);
  const inherited = prototypesOf(value).flatMap((prototype) =>
    Object.entries(Object.getOwnPropertyDescriptors(prototype)).flatMap(([name, descriptor]) =>
      descriptor.get ? [name] : [],
    ),
  );
  return [...new Set([...own, ...inherited])];
}

function methodsOf(value: object): string[] {
  return prototypesOf(value).flatMap((prototype) =>
    Object.entries(Object.getOwnPropertyDescriptors(prototype)).flatMap(([name, descriptor]) =>
      name !== 'constructor' && typeof descriptor.value === 'function' ? [name] : [],
    ),
  );
}

function prototypesOf(value: object): object[] {
  const prototype: unknown = Object.getPrototypeOf(value);
  return typeof prototype === 'object' && prototype !== null && prototype !== Object.prototype
    ? [prototype, ...prototypesOf(prototype)]
    : [];
}

function member(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
}

/** The client again, from outside; inside it nothing changes. */
function recorded<T extends object>(target: T, path: string, made: Set<string>): T {
  return new Proxy(target, {
    get(_, key) {
      const value: unknown = Reflect.get(target, key, target);
      if (typeof key === 'symbol') return value;
      const name = path === '' ? key : `${path}.${key}`;
      if (typeof value === 'function') {
        return (...args: unknown[]): unknown => {
          made.add(name);
          return Reflect.apply(value, target, args);
        };
      }
      return typeof value === 'object' && value !== null ? recorded(value, name, made) : value;
    },
  });
}
