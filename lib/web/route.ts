import type { NextRequest } from 'next/server';
import type { z } from 'zod';
import type { ApiScope } from '@/lib/domain/people/api-key';
import type { MODULES, ModuleKey } from '@/lib/domain/base/modules';
import type { Permission } from '@/lib/domain/base/permissions';
import type { BucketByAddress, BucketByUser } from '@/lib/platform/rate-limit';
import {
  authorise,
  parseInput,
  requireAdministrator,
  requireApiScope,
  requireUser,
  type Actor,
  type Ctx,
} from '@/lib/services/context';
import { readApiKey } from '@/lib/services/api-keys/read-api-key';
import { addressOf, isByAddress, limitRate } from '@/lib/services/limit-rate';
import { readSession } from '@/lib/services/sessions/read-session';
import { errorResponse } from './error-response';
import { createContext } from './context';
import { sessionCookieName } from './cookies';
import { afterAnswer } from './after-answer';
import { deployment } from './deployment';
import type { RefusalPage } from './refusal-page';
import { BODY_LIMIT, readJsonBody } from './request-body';
import { checkSameOrigin } from './same-origin';
import { readSessionToken } from './session-token';

/** Who may call a route. There is no default: a route without it doesn't compile. */
export type Access =
  /** With `apiScope`, an API key with that scope may call it too. */
  | { permission: Permission; apiScope?: ApiScope }
  | { administrator: true }
  /** Any signed-in user; the verb checks ownership. */
  | { signedIn: true }
  /** API keys only. */
  | { permission?: never; apiScope: ApiScope }
  /** No sign-in needed; the verb protects itself. */
  | { public: true };

/** A module, or one of the few things that belong to none. */
type ApiTag =
  | (typeof MODULES)[ModuleKey]['apiTag']
  | 'About the API'
  | 'Banner'
  | 'Health'
  | 'My account'
  | 'Search'
  | 'Sign-in';

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

export interface RouteDefinition<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, R extends z.ZodType> {
  method: Method;
  /** As in OpenAPI: `/api/crms/{id}`. */
  path: string;
  /** One sentence for the OpenAPI document. */
  summary: string;
  /** The heading it stands under there. */
  tag: ApiTag;
  access: Access;
  params?: P;
  query?: Q;
  body?: B;
  /** For the OpenAPI document: what may be sent, by name, and what the answer is then. */
  examples?: Readonly<Record<string, { summary: string; body: unknown; answer: unknown }>>;
  /** In bytes, where the body may be larger than `BODY_LIMIT`. */
  bodyLimit?: number;
  /** `body` only describes what to send: the verb takes more, says what it left out, and parses `sent` itself. */
  isParsedByVerb?: true;
  /**
   * Asked before a body is read. By person, every request counts; by address, only one that is refused, so that an
   * office behind one address goes on working.
   */
  limit?: BucketByUser | BucketByAddress;
  /**
   * Sent by the browser itself, without a page of ours: with no origin, content types of its own, and a cookie that must not
   * prolong the session.
   */
  isSentByBrowser?: true;
  /** For a route that a browser navigates to: the page that says why it was refused. */
  refusalPage?: RefusalPage;
  /**
   * Answered by our own server, before Next is asked: for what phone systems and open Banners ask all the time. Its path has
   * no parameters. `app/server.ts` lists it.
   */
  isDirect?: true;
  /** Answers HEAD like GET, for programs that watch it. Every other route refuses HEAD, because its GET may use something up. */
  answersHead?: true;
  /** Exactly what is returned: anything else from the verb is dropped. Absent: 204. */
  response?: R;
  status?: 200 | 201 | 202 | 204;
  /** Return a `Response` only for what isn't JSON: redirects and streams. */
  handle(request: RouteRequest<P, Q, B>): Promise<z.input<R> | Response | void>;
}

interface RouteRequest<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType> {
  ctx: Ctx;
  params: z.output<P>;
  query: z.output<Q>;
  body: z.output<B>;
  /** The body as it came. */
  sent: unknown;
  request: NextRequest;
  /** Work to begin once the answer is on its way. It must not throw. */
  afterAnswer: (work: () => Promise<void>) => void;
}

/** Read by the OpenAPI document and by the test that calls every route with every role. */
export type AnyRouteDefinition = Pick<
  RouteDefinition<z.ZodType, z.ZodType, z.ZodType, z.ZodType>,
  | 'method'
  | 'path'
  | 'summary'
  | 'tag'
  | 'access'
  | 'params'
  | 'query'
  | 'body'
  | 'bodyLimit'
  | 'examples'
  | 'limit'
  | 'isSentByBrowser'
  | 'isDirect'
  | 'answersHead'
  | 'response'
  | 'status'
>;

export interface RouteHandler {
  (request: NextRequest, context: { params: Promise<unknown> }): Promise<Response>;
  definition: AnyRouteDefinition;
}

export function isRouteHandler(value: unknown): value is RouteHandler {
  return typeof value === 'function' && 'definition' in value;
}

/** Authenticate, parse, call one verb, answer. Every route of the API is made by this. */
export function defineRoute<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, R extends z.ZodType>(
  definition: RouteDefinition<P, Q, B, R>,
): RouteHandler {
  const handler = async (request: NextRequest, context: { params: Promise<unknown> }): Promise<Response> => {
    let ctx = createContext({ kind: 'anonymous' }, request.headers);
    // Next answers HEAD with the handler of GET.
    if (request.method === 'HEAD' && !definition.answersHead)
      return finish(new Response(null, { status: 405, headers: { allow: definition.method } }), ctx);
    try {
      const usesCookie = !isForMachines(definition.access, request.headers);
      if (definition.method !== 'GET' && !definition.isSentByBrowser)
        checkSameOrigin(request.headers, ctx.config.publicUrl, { cookieAuthenticated: usesCookie });
      if (!definition.isSentByBrowser)
        ctx = createContext(await authenticate(definition.access, request, ctx), request.headers, ctx.requestId);
      gate(ctx, definition.access);

      if (definition.limit) await limitRate(ctx, definition.limit);
      const params = parsed(definition.params, await context.params);
      const query = parsed(definition.query, Object.fromEntries(request.nextUrl.searchParams));
      const sent = definition.body ? await readJsonBody(request, definition.bodyLimit ?? BODY_LIMIT) : undefined;
      const body = parsed(definition.isParsedByVerb ? undefined : definition.body, sent);
      const result = await definition.handle({ ctx, params, query, body, sent, request, afterAnswer });
      if (definition.limit && isByAddress(definition.limit))
        await ctx.limits.giveBack(definition.limit, addressOf(ctx));

      if (result instanceof Response) return finish(result, ctx);
      if (!definition.response) return finish(new Response(null, { status: 204 }), ctx);
      return finish(Response.json(definition.response.parse(result), { status: definition.status ?? 200 }), ctx);
    } catch (error) {
      return finish(await errorResponse(error, ctx, request.headers, definition.refusalPage), ctx);
    }
  };
  return Object.assign(handler, { definition });
}

function parsed<S extends z.ZodType>(schema: S | undefined, value: unknown): z.output<S> {
  if (schema) return parseInput(schema, value);
  return nothing<z.output<S>>();
}

/** Without a schema, the handler's type ignores this value. */
function nothing<T>(): T {
  return undefined as T;
}

async function authenticate(access: Access, request: NextRequest, ctx: Ctx): Promise<Actor> {
  // As a stranger: HEAD prolongs no session.
  if (request.method === 'HEAD') return ctx.actor;
  if (isForMachines(access, request.headers))
    return readApiKey(ctx, { authorization: request.headers.get('authorization') });
  const token = await readSessionToken(request.cookies.get(sessionCookieName())?.value);
  const user = token ? await readSession(deployment().db, token, ctx.now()) : null;
  return user ?? { kind: 'anonymous' };
}

/** Reads the API key when the route requires one or the request carries one. */
function isForMachines(access: Access, headers: Headers): boolean {
  return 'apiScope' in access && (access.permission === undefined || headers.has('authorization'));
}

function gate(ctx: Ctx, access: Access): void {
  if (ctx.actor.kind === 'api-key' && 'apiScope' in access && access.apiScope) requireApiScope(ctx, access.apiScope);
  else if ('permission' in access && access.permission) authorise(ctx, access.permission);
  else if ('administrator' in access) requireAdministrator(ctx);
  else if ('signedIn' in access) requireUser(ctx);
  else if ('apiScope' in access && access.apiScope) requireApiScope(ctx, access.apiScope);
}

function finish(response: Response, ctx: Ctx): Response {
  if (!response.headers.has('cache-control')) response.headers.set('cache-control', 'no-store');
  response.headers.set('x-request-id', ctx.requestId);
  return response;
}
