import { apiError } from '../api-error';
import type { ApiCaller, SandboxResponse } from '../contract';
import type { Call } from '../world/context';
import type { RateLimits } from '../kernel/rate-limits';
import { authenticateBearer } from '../oauth/bearer';
import { introspectEndpoint } from '../oauth/introspection';
import { revokeEndpoint } from '../oauth/revocation';
import { tokenEndpoint } from '../oauth/token-endpoint';
import { accessTokenMetadata, deleteRefreshToken, refreshTokenMetadata } from '../oauth/v1-metadata';
import { manageWebhooks, webhookManagementPath } from '../webhooks/management';
import { accountDetails } from './account-info';
import { hasEnded } from './announced-ends';
import { uninstallApp } from './uninstall';

const version = '(?:v3|2026-03|2026-09)';

interface Route {
  path: RegExp;
  methods: Partial<Record<string, (call: Call, ...captures: string[]) => SandboxResponse>>;
}

/** Paths authenticated by client credentials, or by the token itself, instead of a bearer token. */
const oauthRoutes: Route[] = [
  { path: new RegExp(`^/oauth/(?:v1|v3|2026-03|2026-09)/token$`), methods: { POST: tokenEndpoint } },
  { path: new RegExp(`^/oauth/${version}/token/introspect$`), methods: { POST: introspectEndpoint } },
  { path: new RegExp(`^/oauth/${version}/token/revoke$`), methods: { POST: revokeEndpoint } },
  { path: /^\/oauth\/v1\/access-tokens\/([^/]+)$/, methods: { GET: accessTokenMetadata } },
  {
    path: /^\/oauth\/v1\/refresh-tokens\/([^/]+)$/,
    methods: { GET: refreshTokenMetadata, DELETE: deleteRefreshToken },
  },
];

type BearerHandler = (call: Call, caller: ApiCaller) => SandboxResponse;

const bearerRoutes: { path: RegExp; methods: Partial<Record<string, BearerHandler>> }[] = [
  { path: new RegExp(`^/account-info/${version}/details/?$`), methods: { GET: accountDetails } },
  { path: new RegExp(`^/appinstalls/${version}/external-install/?$`), methods: { DELETE: uninstallApp } },
];

/** True for api.hubapi.com, false for the pages of app.hubspot.com. */
export function isApiPath({ world }: Pick<Call, 'world'>, path: string): boolean {
  return (
    [...oauthRoutes, ...bearerRoutes].some((route) => route.path.test(path)) ||
    world.crm.handles(path) ||
    apiPrefix.test(path)
  );
}

const apiPrefix =
  /^\/(?:oauth\/(?:v\d|\d{4}-\d{2})|crm|crm-object-schemas|account-info|appinstalls|settings|calling|webhooks|app-webhooks|engagements|communication-preferences|forms|crm-pipelines|crm-associations|integrations|automation|marketing|files|cms|conversations|events|owners|properties|contacts\/v1|companies\/v2|deals\/v1)(?:\/|$)/;

export function handleApi(call: Call, limits: RateLimits): SandboxResponse {
  const { path, method, correlationId } = call.request;
  if (hasEnded(call)) return noHandler(correlationId);
  const webhooks = webhookManagementPath.exec(path);
  if (webhooks) return manageWebhooks(call, webhooks[1] ?? '', webhooks[2] ?? '');
  for (const route of oauthRoutes) {
    const match = route.path.exec(path);
    if (match)
      return (
        route.methods[method]?.(call, ...match.slice(1)) ?? methodNotAllowed(Object.keys(route.methods), correlationId)
      );
  }
  const route = bearerRoutes.find((candidate) => candidate.path.test(path));
  if (!route && !call.world.crm.handles(path)) return noHandler(correlationId);
  const authenticated = authenticateBearer(call);
  if ('refusal' in authenticated) return authenticated.refusal;
  const { caller } = authenticated;
  const limit = limits.count(caller, isSearch(method, path), call.request.now, correlationId);
  const response = limit.refusal ?? answer(call, caller, route?.methods);
  return { ...response, headers: { ...limit.headers, ...response.headers } };
}

function answer(
  call: Call,
  caller: ApiCaller,
  methods: Partial<Record<string, BearerHandler>> | undefined,
): SandboxResponse {
  const { method, correlationId } = call.request;
  if (!methods) return call.world.crm.handle(call.request, caller, { commit: call.commit });
  return methods[method]?.(call, caller) ?? methodNotAllowed(Object.keys(methods), correlationId);
}

function isSearch(method: string, path: string): boolean {
  return method === 'POST' && /\/search\/?$/.test(path);
}

function noHandler(correlationId: string): SandboxResponse {
  return apiError(404, 'OBJECT_NOT_FOUND', 'No handler for this path', correlationId);
}

function methodNotAllowed(allowed: string[], correlationId: string): SandboxResponse {
  return {
    ...apiError(405, 'METHOD_NOT_ALLOWED', 'HTTP 405 Method Not Allowed', correlationId),
    headers: { Allow: allowed.join(', ') },
  };
}
