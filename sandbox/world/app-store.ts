import { z } from 'zod';
import type { Effect } from '../contract';
import type { Store } from '../kernel/store';

const appSchema = z.object({
  appId: z.number(),
  /** The developer account that owns the app. */
  ownerPortalId: z.number(),
  name: z.string(),
  description: z.string(),
  clientId: z.string(),
  clientSecret: z.string(),
  redirectUrls: z.array(z.string()),
  requiredScopes: z.array(z.string()),
  conditionallyRequiredScopes: z.array(z.string()),
  optionalScopes: z.array(z.string()),
  createdAt: z.number(),
  updatedAt: z.number(),
});

export type App = z.infer<typeof appSchema>;
export type AppDraft = Pick<
  App,
  'name' | 'description' | 'redirectUrls' | 'requiredScopes' | 'conditionallyRequiredScopes' | 'optionalScopes'
>;

const createdSchema = z.object({ app: appSchema });
const editedSchema = z.object({
  draft: appSchema.pick({
    name: true,
    description: true,
    redirectUrls: true,
    requiredScopes: true,
    conditionallyRequiredScopes: true,
    optionalScopes: true,
  }),
});
const rotatedSchema = z.object({ clientSecret: z.string() });

/** Apps of developer accounts: `app.created`, `app.edited`, `app.secretRotated`, `app.deleted`. */
export class AppStore implements Store {
  readonly prefix = 'app.';
  #apps = new Map<number, App>();

  byId(appId: number): App | null {
    return this.#apps.get(appId) ?? null;
  }

  byClientId(clientId: string): App | null {
    for (const app of this.#apps.values()) if (app.clientId === clientId) return app;
    return null;
  }

  ownedBy(portalId: number): App[] {
    return [...this.#apps.values()].filter((app) => app.ownerPortalId === portalId);
  }

  all(): App[] {
    return [...this.#apps.values()];
  }

  apply(effect: Effect): void {
    if (effect.type === 'app.created') {
      const { app } = createdSchema.parse(effect.data);
      this.#apps.set(app.appId, app);
      return;
    }
    const app = effect.appId === undefined ? undefined : this.#apps.get(effect.appId);
    if (!app) return;
    if (effect.type === 'app.edited')
      this.#apps.set(app.appId, { ...app, ...editedSchema.parse(effect.data).draft, updatedAt: effect.at });
    if (effect.type === 'app.secretRotated') {
      this.#apps.set(app.appId, {
        ...app,
        clientSecret: rotatedSchema.parse(effect.data).clientSecret,
        updatedAt: effect.at,
      });
    }
    if (effect.type === 'app.deleted') this.#apps.delete(app.appId);
  }

  reset(): void {
    this.#apps.clear();
  }

  compact(): Effect[] {
    return this.all().map((app) => ({
      type: 'app.created',
      at: app.createdAt,
      portalId: app.ownerPortalId,
      appId: app.appId,
      data: { app },
    }));
  }
}
