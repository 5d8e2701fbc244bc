import { randomUUID } from 'node:crypto';
import { NextRequest } from 'next/server';
import * as nothing from '@/app/api/[...nothing]/route';
import * as nextAuth from '@/app/api/auth/[...nextauth]/route';
import * as openapi from '@/app/api/openapi.json/route';
import { routeModules } from '@/app/api/route-table';
import { isRouteHandler, type AnyRouteDefinition, type RouteHandler } from '@/lib/web/route';
import { PUBLIC_URL, type Browser } from './connect-world';

/** Every route of the API as the table of routes has it, to be called without a server. */
export interface WalkedRoute {
  name: string;
  definition: AnyRouteDefinition;
  handler: RouteHandler;
}

/** The description of the API reads the table and is not in it. */
export const allRoutes = [...routeModules, { file: 'openapi.json/route', exports: openapi }];

export const routes: readonly WalkedRoute[] = allRoutes.flatMap(({ exports }) =>
  Object.values(exports)
    .filter(isRouteHandler)
    .map((handler) => ({
      name: `${handler.definition.method} ${handler.definition.path}`,
      definition: handler.definition,
      handler,
    })),
);

/** What next-auth answers for our pages. */
export const AUTH_ACTIONS = ['GET /api/auth/csrf', 'POST /api/auth/callback/credentials', 'POST /api/auth/signout'];
/** What next-auth would answer too, if it was asked. */
const UNUSED = ['session', 'providers', 'signin', 'signin/credentials', 'signout', 'error', 'callback/credentials']
  .flatMap((action) => [`GET /api/auth/${action}`, `POST /api/auth/${action}`])
  .concat(
    'POST /api/auth/_log',
    'POST /api/auth/csrf',
    'GET /api/auth/verify-request',
    'GET /api/auth/callback/hubspot',
  )
  .filter((name) => !AUTH_ACTIONS.includes(name));
export const NO_ROUTES = [
  ...UNUSED,
  'GET /api/auth/made-up/as/well',
  ...['GET', 'POST', 'PUT', 'PATCH', 'DELETE'].map((method) => `${method} /api/no/such/route`),
];

/** What answers below `/api` without being made by `defineRoute`: for walks over everything that can be asked for. */
export const otherRoutes: readonly WalkedRoute[] = [...AUTH_ACTIONS, ...NO_ROUTES].map((name) => {
  const [method = '', path = ''] = name.split(' ');
  const exports: Record<string, unknown> = path.startsWith('/api/auth/') ? nextAuth : nothing;
  const answer = exports[method];
  if (typeof answer !== 'function') throw new Error(`Nothing answers ${name}`);
  const handler = async (request: NextRequest): Promise<Response> => {
    const nextauth = request.nextUrl.pathname.split('/').slice(3);
    const response: unknown = await answer(request, { params: Promise.resolve({ nextauth }) });
    if (!(response instanceof Response)) throw new Error(`${name} answers nothing`);
    return response;
  };
  const definition = { method, path, summary: name, tag: 'Sign-in', access: { public: true } };
  return {
    name,
    definition: asDefinition(definition),
    handler: Object.assign(handler, { definition: asDefinition(definition) }),
  };
});

/** Made up here from a method and a path, which nobody checks but the walks that use them. */
function asDefinition(definition: object): AnyRouteDefinition {
  return definition as AnyRouteDefinition;
}

export function routeNamed(name: string): WalkedRoute {
  const route = routes.find((candidate) => candidate.name === name);
  if (!route) throw new Error(`There is no route ${name}`);
  return route;
}

export interface RouteCall {
  browser?: Browser;
  /** Values of the path; what is not named is an id that nothing has. */
  params?: Record<string, string>;
  query?: Record<string, string>;
  body?: unknown;
  /** Instead of `body`: exactly these characters. */
  text?: string;
  /** Over those of one of our own pages; null leaves one out. */
  headers?: Record<string, string | null>;
  /** Next answers HEAD with the handler of GET. */
  method?: 'HEAD';
  /** Leaves a stream open, for whoever reads it. */
  keepsStream?: boolean;
}

export async function callRoute({ definition, handler }: WalkedRoute, call: RouteCall = {}): Promise<Response> {
  const names = [...definition.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '');
  const params = Object.fromEntries(names.map((name) => [name, call.params?.[name] ?? randomUUID()]));
  const path = definition.path.replaceAll(/\{(\w+)\}/g, (_all, name: string) => encodeURIComponent(params[name] ?? ''));
  const url = new URL(path, PUBLIC_URL);
  for (const [name, value] of Object.entries(call.query ?? {})) url.searchParams.set(name, value);

  const headers = new Headers({ 'x-maker-client-ip': '192.0.2.1' });
  if (call.browser)
    headers.set('cookie', [...call.browser.cookies].map(([name, value]) => `${name}=${value}`).join('; '));
  const hasBody = definition.method !== 'GET';
  if (hasBody)
    for (const [name, value] of [
      ['content-type', 'application/json'],
      ['origin', PUBLIC_URL],
      ['sec-fetch-site', 'same-origin'],
    ] as const)
      headers.set(name, value);
  for (const [name, value] of Object.entries(call.headers ?? {})) {
    if (value === null) headers.delete(name);
    else headers.set(name, value);
  }
  const request = new NextRequest(url, {
    method: call.method ?? definition.method,
    headers,
    ...(hasBody ? { body: call.text ?? JSON.stringify(call.body ?? {}) } : {}),
  });
  const response = await handler(request, { params: Promise.resolve(params) });
  // A stream is read by nobody here.
  if (call.keepsStream !== true && response.headers.get('content-type')?.startsWith('text/event-stream'))
    await response.body?.cancel();
  return response;
}
