import type { Ctx } from '../context';

const placeOf = (methodId: string, column: 'accessToken' | 'refreshToken') => ({
  table: 'AuthGrant',
  row: methodId,
  column,
});

interface Tokens {
  accessToken: string;
  refreshToken: string;
}

export function sealTokens(ctx: Pick<Ctx, 'sealer'>, methodId: string, tokens: Tokens): Tokens {
  return {
    accessToken: ctx.sealer.seal(tokens.accessToken, placeOf(methodId, 'accessToken')),
    refreshToken: ctx.sealer.seal(tokens.refreshToken, placeOf(methodId, 'refreshToken')),
  };
}

export function openAccessToken(
  ctx: Pick<Ctx, 'sealer'>,
  grant: { authMethodId: string; accessToken: string },
): string {
  return ctx.sealer.open(grant.accessToken, placeOf(grant.authMethodId, 'accessToken'));
}

export function openRefreshToken(
  ctx: Pick<Ctx, 'sealer'>,
  grant: { authMethodId: string; refreshToken: string },
): string {
  return ctx.sealer.open(grant.refreshToken, placeOf(grant.authMethodId, 'refreshToken'));
}
