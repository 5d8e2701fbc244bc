import { z } from 'zod';
import { scopeCatalogue } from '../apps/scope-catalogue';
import type { SandboxResponse } from '../contract';
import type { Call } from '../world/context';
import { hubletToken, randomUUID } from '../kernel/random';
import { createAccessToken } from '../oauth/create-access-token';
import { seedPortals } from '../seed/portals';
import { controlError } from './control-error';

const bodySchema = z.strictObject({
  portalId: z.number().int().optional(),
  /** Defaults to all scopes. */
  scopes: z.array(z.string()).optional(),
  /** Defaults to the control API's own app, which belongs to no developer. */
  appId: z.number().int().optional(),
  /** The user the token is issued for. Defaults to the account's first user. */
  email: z.string().optional(),
  expiresInSeconds: z.number().int().min(1).max(315_360_000).optional(),
});

const controlAppId = 1;

/** Issues an access token and its refresh token without the consent pages. */
export function issueToken(call: Call, body: unknown): SandboxResponse {
  const parsed = bodySchema.safeParse(body);
  if (!parsed.success) return controlError(400, z.prettifyError(parsed.error));
  const { accounts, apps } = call.world;
  const portal = accounts.portal(parsed.data.portalId ?? seedPortals[0]?.portalId ?? 0);
  if (!portal) return controlError(404, `There is no account ${parsed.data.portalId}`);
  const appId = parsed.data.appId ?? controlAppId;
  if (appId !== controlAppId && !apps.byId(appId)) return controlError(404, `There is no app ${appId}`);
  const users = accounts
    .people()
    .filter((person) => person.memberships.some(({ portalId }) => portalId === portal.portalId));
  const user = parsed.data.email === undefined ? users[0] : users.find(({ email }) => email === parsed.data.email);
  if (!user) return controlError(404, 'The account has no such user');
  const scopes = parsed.data.scopes ?? [...scopeCatalogue.keys()];
  const refreshToken = {
    token: hubletToken(portal.dataHostingLocation),
    familyId: randomUUID(),
    appId,
    portalId: portal.portalId,
    userId: user.userId,
    scopes,
  };
  const accessToken = createAccessToken(call, refreshToken, parsed.data.expiresInSeconds);
  // The control API has no client secret to refresh with, so it gets no refresh token.
  const data = appId === controlAppId ? { accessToken } : { accessToken, refreshToken };
  call.commit({ type: 'oauth.issued', portalId: portal.portalId, appId, data });
  return {
    status: 201,
    json: {
      accessToken: accessToken.token,
      ...(appId === controlAppId ? {} : { refreshToken: refreshToken.token }),
      portalId: portal.portalId,
      appId,
      userId: user.userId,
      scopes,
      expiresAt: accessToken.expiresAt,
    },
  };
}
