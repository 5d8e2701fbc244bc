import { z } from 'zod';
import { redirectUrlProblem } from '../apps/app-draft';
import type { App } from '../world/app-store';
import type { Call } from '../world/context';
import { numericId } from '../kernel/random';
import type { subscriptionInputSchema } from './subscription-types';
import type { Subscription } from '../world/webhook-store';

const maxSubscriptions = 1000;

/** HubSpot requires more than 5 concurrent requests and defaults to 10. */
export const webhookSettingsSchema = z.object({
  targetUrl: z.string().superRefine((url, context) => {
    const problem = redirectUrlProblem(url);
    if (problem) context.addIssue({ code: 'custom', message: problem });
  }),
  throttling: z
    .object({ maxConcurrentRequests: z.number().int().min(6).max(100) })
    .default({ maxConcurrentRequests: 10 }),
});

export function configureWebhooks(call: Call, app: App, input: z.infer<typeof webhookSettingsSchema>): void {
  const { now } = call.request;
  const createdAt = call.world.webhooks.settings(app.appId)?.createdAt ?? now;
  const settings = {
    targetUrl: input.targetUrl,
    maxConcurrentRequests: input.throttling.maxConcurrentRequests,
    createdAt,
    updatedAt: now,
  };
  call.commit({ type: 'webhooks.configured', portalId: app.ownerPortalId, appId: app.appId, data: { settings } });
}

export function clearWebhooks(call: Call, app: App): void {
  call.commit({ type: 'webhooks.unconfigured', portalId: app.ownerPortalId, appId: app.appId, data: {} });
}

export function subscribe(
  call: Call,
  app: App,
  input: z.infer<typeof subscriptionInputSchema>,
): Subscription | { problem: string } {
  const existing = call.world.webhooks.subscriptionsOf(app.appId);
  if (existing.length >= maxSubscriptions) return { problem: `An app has at most ${maxSubscriptions} subscriptions` };
  const propertyName = input.propertyName ?? null;
  const objectTypeId = input.objectTypeId ?? null;
  if (
    existing.some(
      (other) =>
        other.eventType === input.eventType &&
        other.propertyName === propertyName &&
        other.objectTypeId === objectTypeId,
    )
  ) {
    return { problem: 'The app already has this subscription' };
  }
  const { now } = call.request;
  const subscription = {
    id: numericId(1_000_000, 99_999_999),
    appId: app.appId,
    eventType: input.eventType,
    propertyName,
    objectTypeId,
    active: input.active,
    createdAt: now,
    updatedAt: now,
  };
  call.commit({ type: 'webhooks.subscribed', portalId: app.ownerPortalId, appId: app.appId, data: { subscription } });
  return subscription;
}

export function setActive(call: Call, app: App, subscription: Subscription, active: boolean): Subscription {
  const changed = { ...subscription, active, updatedAt: call.request.now };
  call.commit({
    type: 'webhooks.subscriptionChanged',
    portalId: app.ownerPortalId,
    appId: app.appId,
    data: { subscription: changed },
  });
  return changed;
}

export function unsubscribe(call: Call, app: App, id: number): void {
  call.commit({ type: 'webhooks.unsubscribed', portalId: app.ownerPortalId, appId: app.appId, data: { id } });
}
