import type { Call } from '../world/context';
import { numericId, randomUUID } from '../kernel/random';
import type { App, AppDraft } from '../world/app-store';

export function createApp(call: Call, ownerPortalId: number, draft: AppDraft): App {
  const at = call.request.now;
  const app: App = {
    ...draft,
    appId: freeAppId(call),
    ownerPortalId,
    clientId: randomUUID(),
    clientSecret: randomUUID(),
    createdAt: at,
    updatedAt: at,
  };
  call.commit({ type: 'app.created', portalId: ownerPortalId, appId: app.appId, data: { app } });
  return app;
}

export function editApp(call: Call, app: App, draft: AppDraft): void {
  call.commit({ type: 'app.edited', portalId: app.ownerPortalId, appId: app.appId, data: { draft } });
}

/** The old secret stops working immediately. */
export function rotateSecret(call: Call, app: App): void {
  const clientSecret = randomUUID();
  call.commit({ type: 'app.secretRotated', portalId: app.ownerPortalId, appId: app.appId, data: { clientSecret } });
}

export function deleteApp(call: Call, app: App): void {
  for (const install of call.world.grants.installsOf(app.appId)) {
    call.commit({
      type: 'oauth.uninstalled',
      portalId: install.portalId,
      appId: app.appId,
      data: { endsAccessTokens: true },
    });
  }
  call.commit({ type: 'app.deleted', portalId: app.ownerPortalId, appId: app.appId, data: {} });
}

function freeAppId({ world }: Call): number {
  for (;;) {
    const appId = numericId(10_000_000, 39_999_999);
    if (!world.apps.byId(appId)) return appId;
  }
}
