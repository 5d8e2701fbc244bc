import { z } from 'zod';
import type { Effect } from '../contract';
import type { Store } from '../kernel/store';

const codeSchema = z.object({
  code: z.string(),
  appId: z.number(),
  portalId: z.number(),
  userId: z.number(),
  redirectUri: z.string(),
  scopes: z.array(z.string()),
  challenge: z.object({ value: z.string(), method: z.enum(['S256', 'plain']) }).nullable(),
  expiresAt: z.number(),
});
const refreshTokenSchema = z.object({
  token: z.string(),
  /** All tokens from one consent, including rotated ones. */
  familyId: z.string(),
  appId: z.number(),
  portalId: z.number(),
  userId: z.number(),
  scopes: z.array(z.string()),
});
const accessTokenSchema = refreshTokenSchema.extend({
  tokenId: z.string(),
  issuedAt: z.number(),
  expiresAt: z.number(),
});
const installSchema = z.object({
  appId: z.number(),
  portalId: z.number(),
  userId: z.number(),
  scopes: z.array(z.string()),
  at: z.number(),
});

export type AuthorizationCode = z.infer<typeof codeSchema>;
export type RefreshToken = z.infer<typeof refreshTokenSchema>;
export type AccessToken = z.infer<typeof accessTokenSchema>;
/** When tokens were first exchanged. From then on, the app is shown as connected. */
export type Install = z.infer<typeof installSchema>;

const dayMs = 86_400_000;

const effectSchemas = {
  consented: z.object({ code: codeSchema }),
  exchanged: z.object({
    code: z.string(),
    install: installSchema,
    accessToken: accessTokenSchema,
    refreshToken: refreshTokenSchema,
  }),
  refreshed: z.object({ usedToken: z.string(), accessToken: accessTokenSchema, refreshToken: refreshTokenSchema }),
  issued: z.object({ accessToken: accessTokenSchema, refreshToken: refreshTokenSchema.optional() }),
  token: z.object({ token: z.string() }),
  family: z.object({ familyId: z.string() }),
  uninstalled: z.object({ endsAccessTokens: z.boolean() }),
  restored: z.object({
    codes: z.array(codeSchema),
    spentCodes: z.array(z.tuple([z.string(), refreshTokenSchema])).default([]),
    installs: z.array(installSchema),
    refreshTokens: z.array(refreshTokenSchema),
    rotatedTokens: z.array(refreshTokenSchema),
    accessTokens: z.array(accessTokenSchema),
  }),
};

/** Codes, grants and tokens, built from `oauth.*` effects. */
export class GrantStore implements Store {
  readonly prefix = 'oauth.';
  #codes = new Map<string, AuthorizationCode>();
  /** Used codes with the refresh token they produced, for `oauth.codeReuse`. */
  #spentCodes = new Map<string, RefreshToken>();
  #refreshTokens = new Map<string, RefreshToken>();
  /** Replaced refresh tokens, for reuse detection. */
  #rotatedTokens = new Map<string, RefreshToken>();
  #accessTokens = new Map<string, AccessToken>();
  #installs = new Map<string, Install>();

  code(code: string): AuthorizationCode | null {
    return this.#codes.get(code) ?? null;
  }

  spentCode(code: string): RefreshToken | null {
    return this.#spentCodes.get(code) ?? null;
  }

  refreshToken(token: string): RefreshToken | null {
    return this.#refreshTokens.get(token) ?? null;
  }

  rotatedToken(token: string): RefreshToken | null {
    return this.#rotatedTokens.get(token) ?? null;
  }

  accessToken(token: string): AccessToken | null {
    return this.#accessTokens.get(token) ?? null;
  }

  install(appId: number, portalId: number): Install | null {
    return this.#installs.get(`${appId}/${portalId}`) ?? null;
  }

  installsOf(appId: number): Install[] {
    return [...this.#installs.values()].filter((install) => install.appId === appId);
  }

  /** The newest valid refresh token of this user, app and account. */
  liveRefreshToken(appId: number, portalId: number, userId: number): RefreshToken | null {
    return (
      [...this.#refreshTokens.values()].findLast(
        (token) => token.appId === appId && token.portalId === portalId && token.userId === userId,
      ) ?? null
    );
  }

  apply(effect: Effect): void {
    switch (effect.type) {
      case 'oauth.consented': {
        const { code } = effectSchemas.consented.parse(effect.data);
        this.#codes.set(code.code, code);
        return;
      }
      case 'oauth.exchanged': {
        const { code, install, accessToken, refreshToken } = effectSchemas.exchanged.parse(effect.data);
        this.#codes.delete(code);
        this.#spentCodes.set(code, refreshToken);
        this.#installs.set(`${install.appId}/${install.portalId}`, install);
        return this.#addTokens(accessToken, refreshToken);
      }
      case 'oauth.refreshed': {
        const { usedToken, accessToken, refreshToken } = effectSchemas.refreshed.parse(effect.data);
        const used = this.#refreshTokens.get(usedToken);
        if (used && usedToken !== refreshToken.token) {
          this.#refreshTokens.delete(usedToken);
          this.#rotatedTokens.set(usedToken, used);
        }
        return this.#addTokens(accessToken, refreshToken);
      }
      case 'oauth.issued': {
        const { accessToken, refreshToken } = effectSchemas.issued.parse(effect.data);
        return this.#addTokens(accessToken, refreshToken);
      }
      case 'oauth.codeSpent':
        this.#codes.delete(effectSchemas.token.parse(effect.data).token);
        return;
      case 'oauth.refreshTokenRevoked':
        this.#refreshTokens.delete(effectSchemas.token.parse(effect.data).token);
        return;
      case 'oauth.accessTokenRevoked':
        this.#accessTokens.delete(effectSchemas.token.parse(effect.data).token);
        return;
      case 'oauth.familyRevoked': {
        const { familyId } = effectSchemas.family.parse(effect.data);
        deleteWhere(this.#spentCodes, (token) => token.familyId === familyId);
        deleteWhere(this.#refreshTokens, (token) => token.familyId === familyId);
        deleteWhere(this.#rotatedTokens, (token) => token.familyId === familyId);
        deleteWhere(this.#accessTokens, (token) => token.familyId === familyId);
        return;
      }
      case 'oauth.uninstalled':
        return this.#uninstall(effect, effectSchemas.uninstalled.parse(effect.data).endsAccessTokens);
      case 'oauth.restored':
        return this.#restore(effectSchemas.restored.parse(effect.data));
    }
  }

  reset(): void {
    for (const map of [
      this.#codes,
      this.#spentCodes,
      this.#refreshTokens,
      this.#rotatedTokens,
      this.#accessTokens,
      this.#installs,
    ])
      map.clear();
  }

  compact(now: number): Effect[] {
    this.#forgetLongExpired(now);
    const data: z.infer<typeof effectSchemas.restored> = {
      codes: [...this.#codes.values()],
      spentCodes: [...this.#spentCodes],
      installs: [...this.#installs.values()],
      refreshTokens: [...this.#refreshTokens.values()],
      rotatedTokens: [...this.#rotatedTokens.values()],
      accessTokens: [...this.#accessTokens.values()],
    };
    return [{ type: 'oauth.restored', at: now, portalId: null, data }];
  }

  #restore(state: z.infer<typeof effectSchemas.restored>): void {
    this.reset();
    for (const code of state.codes) this.#codes.set(code.code, code);
    for (const [code, token] of state.spentCodes) this.#spentCodes.set(code, token);
    for (const install of state.installs) this.#installs.set(`${install.appId}/${install.portalId}`, install);
    for (const token of state.refreshTokens) this.#refreshTokens.set(token.token, token);
    for (const token of state.rotatedTokens) this.#rotatedTokens.set(token.token, token);
    for (const token of state.accessTokens) this.#accessTokens.set(token.token, token);
  }

  /** Keeps expired tokens for a day, to report them as expired instead of unknown. */
  #forgetLongExpired(now: number): void {
    deleteWhere(this.#accessTokens, (token) => token.expiresAt < now - dayMs);
  }

  #addTokens(accessToken: AccessToken, refreshToken?: RefreshToken): void {
    this.#accessTokens.set(accessToken.token, accessToken);
    // Re-inserts the entry, so that the map stays ordered by time of issue.
    if (refreshToken) {
      this.#refreshTokens.delete(refreshToken.token);
      this.#refreshTokens.set(refreshToken.token, refreshToken);
    }
  }

  #uninstall({ appId, portalId }: Effect, endsAccessTokens: boolean): void {
    const isOfInstall = (item: { appId: number; portalId: number }) =>
      item.appId === appId && item.portalId === portalId;
    deleteWhere(this.#installs, isOfInstall);
    deleteWhere(this.#codes, isOfInstall);
    deleteWhere(this.#spentCodes, isOfInstall);
    deleteWhere(this.#refreshTokens, isOfInstall);
    deleteWhere(this.#rotatedTokens, isOfInstall);
    if (endsAccessTokens) deleteWhere(this.#accessTokens, isOfInstall);
  }
}

function deleteWhere<Value>(map: Map<string, Value>, matches: (value: Value) => boolean): void {
  for (const [key, value] of map) if (matches(value)) map.delete(key);
}
