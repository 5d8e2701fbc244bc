import { z } from 'zod';
import { apiError } from '../api-error';
import type { App } from '../world/app-store';
import type { SandboxResponse } from '../contract';
import type { Call } from '../world/context';
import { sameSecret } from '../kernel/random';
import { clearWebhooks, configureWebhooks, setActive, subscribe, unsubscribe, webhookSettingsSchema } from './commands';
import { subscriptionInputSchema } from './subscription-types';
import type { Subscription, WebhookSettings } from '../world/webhook-store';
import { isoInstant } from '../instant';

const activeSchema = z.object({ active: z.boolean() });
const batchSchema = z.object({ inputs: z.array(z.object({ id: z.number().int(), active: z.boolean() })).max(100) });

type Handler = (call: Call, app: App, id: number) => SandboxResponse;

const routes: { tail: RegExp; methods: Partial<Record<string, Handler>> }[] = [
  { tail: /^settings$/, methods: { GET: showSettings, PUT: putSettings, DELETE: deleteSettings } },
  { tail: /^subscriptions$/, methods: { GET: listSubscriptions, POST: createSubscription } },
  { tail: /^subscriptions\/batch\/update$/, methods: { POST: updateMany } },
  {
    tail: /^subscriptions\/(\d+)$/,
    methods: { GET: showSubscription, PATCH: updateSubscription, DELETE: deleteSubscription },
  },
];

export const webhookManagementPath = /^\/(?:webhooks\/v3|(?:app-)?webhooks\/(?:2026-03|2026-09))\/(\d+)\/(.+)$/;

/**
 * Webhook settings of an app, authenticated by the developer account's API key (`?hapikey=`), not by a user's token.
 * https://developers.hubspot.com/docs/api-reference/latest/webhooks/guide
 */
export function manageWebhooks(call: Call, appId: string, tail: string): SandboxResponse {
  const { query, method, correlationId } = call.request;
  const app = call.world.apps.byId(Number(appId));
  const key = app ? call.world.accounts.developerApiKey(app.ownerPortalId) : null;
  if (!app || key === null || !sameSecret(query.get('hapikey') ?? '', key)) {
    return apiError(
      401,
      'INVALID_AUTHENTICATION',
      'The API key provided is invalid. View or manage your API key in the developer account.',
      correlationId,
    );
  }
  for (const route of routes) {
    const match = route.tail.exec(tail);
    if (!match) continue;
    const handler = route.methods[method];
    if (handler) return handler(call, app, Number(match[1]));
    return {
      ...apiError(405, 'METHOD_NOT_ALLOWED', 'HTTP 405 Method Not Allowed', correlationId),
      headers: { Allow: Object.keys(route.methods).join(', ') },
    };
  }
  return apiError(404, 'OBJECT_NOT_FOUND', 'No handler for this path', correlationId);
}

function showSettings(call: Call, app: App): SandboxResponse {
  const settings = call.world.webhooks.settings(app.appId);
  return settings
    ? { status: 200, json: presentSettings(settings) }
    : notFound(call, 'No webhook settings exist for this app');
}

function putSettings(call: Call, app: App): SandboxResponse {
  const body = parseBody(call, webhookSettingsSchema);
  if ('refusal' in body) return body.refusal;
  configureWebhooks(call, app, body.value);
  return showSettings(call, app);
}

function deleteSettings(call: Call, app: App): SandboxResponse {
  clearWebhooks(call, app);
  return { status: 204, empty: true };
}

function listSubscriptions(call: Call, app: App): SandboxResponse {
  return { status: 200, json: { results: call.world.webhooks.subscriptionsOf(app.appId).map(present) } };
}

function createSubscription(call: Call, app: App): SandboxResponse {
  const body = parseBody(call, subscriptionInputSchema);
  if ('refusal' in body) return body.refusal;
  const created = subscribe(call, app, body.value);
  if ('problem' in created) return apiError(400, 'VALIDATION_ERROR', created.problem, call.request.correlationId);
  return { status: 201, json: present(created) };
}

function showSubscription(call: Call, app: App, id: number): SandboxResponse {
  const subscription = call.world.webhooks.subscription(app.appId, id);
  return subscription
    ? { status: 200, json: present(subscription) }
    : notFound(call, `No subscription ${id} exists for this app`);
}

function updateSubscription(call: Call, app: App, id: number): SandboxResponse {
  const subscription = call.world.webhooks.subscription(app.appId, id);
  if (!subscription) return notFound(call, `No subscription ${id} exists for this app`);
  const body = parseBody(call, activeSchema);
  if ('refusal' in body) return body.refusal;
  return { status: 200, json: present(setActive(call, app, subscription, body.value.active)) };
}

function updateMany(call: Call, app: App): SandboxResponse {
  const body = parseBody(call, batchSchema);
  if ('refusal' in body) return body.refusal;
  const startedAt = isoInstant(call.request.now);
  const results = body.value.inputs.flatMap(({ id, active }) => {
    const subscription = call.world.webhooks.subscription(app.appId, id);
    return subscription ? [present(setActive(call, app, subscription, active))] : [];
  });
  return { status: 200, json: { status: 'COMPLETE', results, startedAt, completedAt: startedAt } };
}

function deleteSubscription(call: Call, app: App, id: number): SandboxResponse {
  if (!call.world.webhooks.subscription(app.appId, id))
    return notFound(call, `No subscription ${id} exists for this app`);
  unsubscribe(call, app, id);
  return { status: 204, empty: true };
}

function parseBody<Value>(
  { request }: Call,
  schema: z.ZodType<Value>,
): { value: Value } | { refusal: SandboxResponse } {
  const refuse = (message: string) => ({ refusal: apiError(400, 'VALIDATION_ERROR', message, request.correlationId) });
  try {
    const parsed = schema.safeParse(JSON.parse(request.rawBody));
    return parsed.success
      ? { value: parsed.data }
      : refuse(parsed.error.issues.map((issue) => issue.message).join('; '));
  } catch {
    return refuse('Invalid input JSON');
  }
}

function notFound({ request }: Call, message: string): SandboxResponse {
  return apiError(404, 'OBJECT_NOT_FOUND', message, request.correlationId);
}

function presentSettings(settings: WebhookSettings): Record<string, unknown> {
  return {
    targetUrl: settings.targetUrl,
    throttling: { maxConcurrentRequests: settings.maxConcurrentRequests },
    createdAt: isoInstant(settings.createdAt),
    updatedAt: isoInstant(settings.updatedAt),
  };
}

function present({
  id,
  eventType,
  propertyName,
  objectTypeId,
  active,
  createdAt,
  updatedAt,
}: Subscription): Record<string, unknown> {
  return {
    id: String(id),
    eventType,
    ...(propertyName === null ? {} : { propertyName }),
    ...(objectTypeId === null ? {} : { objectTypeId }),
    active,
    createdAt: isoInstant(createdAt),
    updatedAt: isoInstant(updatedAt),
  };
}
