import type { Ctx } from '../context';

const placeOf = (connectorId: string) => ({ table: 'OidcClient', row: connectorId, column: 'clientSecret' });

export function sealOidcSecret(ctx: Pick<Ctx, 'sealer'>, connectorId: string, secret: string): string {
  return ctx.sealer.seal(secret, placeOf(connectorId));
}

/** Null if none was set, as after duplication. */
export function openOidcSecret(
  ctx: Pick<Ctx, 'sealer'>,
  client: { connectorId: string; clientSecret: string | null },
): string | null {
  return client.clientSecret === null ? null : ctx.sealer.open(client.clientSecret, placeOf(client.connectorId));
}
