import type { Call } from '../world/context';
import { opaqueToken, randomUUID } from '../kernel/random';
import type { AccessToken, RefreshToken } from '../world/grant-store';

export type TokenSubject = Omit<RefreshToken, 'token'>;

export function createAccessToken(
  { world, request }: Pick<Call, 'world' | 'request'>,
  { familyId, appId, portalId, userId, scopes }: TokenSubject,
  lifetimeSeconds = world.settings.number('oauth.accessTokenLifetimeSeconds'),
): AccessToken {
  return {
    token: opaqueToken(world.settings.number('oauth.accessTokenLength')),
    tokenId: randomUUID(),
    familyId,
    appId,
    portalId,
    userId,
    scopes,
    issuedAt: request.now,
    expiresAt: request.now + lifetimeSeconds * 1000,
  };
}
