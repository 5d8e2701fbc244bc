import { z } from 'zod';
import type { Effect } from '../contract';
import type { Store } from '../kernel/store';

const appTokenSchema = z.object({
  token: z.string(),
  appId: z.number(),
  scopes: z.array(z.string()),
  expiresAt: z.number(),
});
const issuedSchema = z.object({ appToken: appTokenSchema });
const revokedSchema = z.object({ token: z.string() });

/** An app's own token, from `client_credentials`: without an account, a user or a refresh token. */
export type AppToken = z.infer<typeof appTokenSchema>;

/** Built from `appToken.*` effects. */
export class AppTokenStore implements Store {
  readonly prefix = 'appToken.';
  #tokens = new Map<string, AppToken>();

  /** The token, unless it has expired. */
  find(token: string, now: number): AppToken | null {
    const found = this.#tokens.get(token);
    return found && found.expiresAt > now ? found : null;
  }

  apply(effect: Effect): void {
    if (effect.type === 'appToken.issued') {
      const { appToken } = issuedSchema.parse(effect.data);
      this.#tokens.set(appToken.token, appToken);
    }
    if (effect.type === 'appToken.revoked') this.#tokens.delete(revokedSchema.parse(effect.data).token);
  }

  reset(): void {
    this.#tokens.clear();
  }

  compact(now: number): Effect[] {
    return [...this.#tokens.values()]
      .filter((appToken) => appToken.expiresAt > now)
      .map((appToken) => ({
        type: 'appToken.issued',
        at: now,
        portalId: null,
        appId: appToken.appId,
        data: { appToken },
      }));
  }
}
