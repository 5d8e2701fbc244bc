import { z } from 'zod';
import type { Effect } from '../contract';
import type { Store } from '../kernel/store';

const subscriptionSchema = z.object({
  id: z.number(),
  appId: z.number(),
  eventType: z.string(),
  propertyName: z.string().nullable(),
  objectTypeId: z.string().nullable(),
  active: z.boolean(),
  createdAt: z.number(),
  updatedAt: z.number(),
});
export type Subscription = z.infer<typeof subscriptionSchema>;
const settingsSchema = z.object({
  targetUrl: z.string(),
  maxConcurrentRequests: z.number(),
  createdAt: z.number(),
  updatedAt: z.number(),
});
const pendingSchema = z.object({
  key: z.string(),
  appId: z.number(),
  portalId: z.number(),
  /** The number of previous attempts. */
  attempts: z.number(),
  /** The sandbox's clock. */
  dueAt: z.number(),
  event: z.record(z.string(), z.unknown()),
});

export type WebhookSettings = z.infer<typeof settingsSchema>;
export type PendingEvent = z.infer<typeof pendingSchema>;

const effectSchemas = {
  configured: z.object({ settings: settingsSchema }),
  subscription: z.object({ subscription: subscriptionSchema }),
  unsubscribed: z.object({ id: z.number() }),
  enqueued: z.object({ events: z.array(pendingSchema) }),
  failed: z.object({ keys: z.array(z.string()), dueAt: z.number() }),
  done: z.object({ keys: z.array(z.string()) }),
};

/** Apps' webhook settings and subscriptions, and pending events. Built from `webhooks.*` effects. */
export class WebhookStore implements Store {
  readonly prefix = 'webhooks.';
  #settings = new Map<number, WebhookSettings>();
  #subscriptions = new Map<number, Subscription>();
  #pending = new Map<string, PendingEvent>();

  settings(appId: number): WebhookSettings | null {
    return this.#settings.get(appId) ?? null;
  }

  subscriptionsOf(appId: number): Subscription[] {
    return [...this.#subscriptions.values()].filter((subscription) => subscription.appId === appId);
  }

  /** Apps that have a target URL. */
  configuredSubscriptions(): Subscription[] {
    return [...this.#subscriptions.values()].filter((subscription) => this.#settings.has(subscription.appId));
  }

  subscription(appId: number, id: number): Subscription | null {
    const found = this.#subscriptions.get(id);
    return found?.appId === appId ? found : null;
  }

  pending(): PendingEvent[] {
    return [...this.#pending.values()];
  }

  isPending(key: string): boolean {
    return this.#pending.has(key);
  }

  apply(effect: Effect): void {
    const { appId } = effect;
    switch (effect.type) {
      case 'webhooks.configured':
        if (appId !== undefined) this.#settings.set(appId, effectSchemas.configured.parse(effect.data).settings);
        return;
      case 'webhooks.unconfigured':
        if (appId !== undefined) this.#settings.delete(appId);
        return;
      case 'webhooks.subscribed':
      case 'webhooks.subscriptionChanged': {
        const { subscription } = effectSchemas.subscription.parse(effect.data);
        this.#subscriptions.set(subscription.id, subscription);
        return;
      }
      case 'webhooks.unsubscribed':
        this.#subscriptions.delete(effectSchemas.unsubscribed.parse(effect.data).id);
        return;
      case 'webhooks.enqueued':
        for (const event of effectSchemas.enqueued.parse(effect.data).events) this.#pending.set(event.key, event);
        return;
      case 'webhooks.failed': {
        const { keys, dueAt } = effectSchemas.failed.parse(effect.data);
        for (const key of keys) this.#retryAt(key, dueAt);
        return;
      }
      case 'webhooks.delivered':
      case 'webhooks.abandoned':
        for (const key of effectSchemas.done.parse(effect.data).keys) this.#pending.delete(key);
        return;
    }
  }

  reset(): void {
    for (const map of [this.#settings, this.#subscriptions, this.#pending]) map.clear();
  }

  compact(now: number): Effect[] {
    const effect = (type: string, data: Record<string, unknown>, appId?: number): Effect => ({
      type,
      at: now,
      portalId: null,
      ...(appId === undefined ? {} : { appId }),
      data,
    });
    return [
      ...[...this.#settings].map(([appId, settings]) => effect('webhooks.configured', { settings }, appId)),
      ...[...this.#subscriptions.values()].map((subscription) =>
        effect('webhooks.subscribed', { subscription }, subscription.appId),
      ),
      ...(this.#pending.size > 0 ? [effect('webhooks.enqueued', { events: this.pending() })] : []),
    ];
  }

  #retryAt(key: string, dueAt: number): void {
    const event = this.#pending.get(key);
    if (event) this.#pending.set(key, { ...event, attempts: event.attempts + 1, dueAt });
  }
}
