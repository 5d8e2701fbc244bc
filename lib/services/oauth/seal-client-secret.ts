import type { Ctx } from '../context';

const placeOf = (methodId: string) => ({ table: 'AuthMethod', row: methodId, column: 'clientSecret' });

export function sealClientSecret(ctx: Pick<Ctx, 'sealer'>, methodId: string, secret: string): string {
  return ctx.sealer.seal(secret, placeOf(methodId));
}

/** Null if none was set, as after duplication. */
export function openClientSecret(
  ctx: Pick<Ctx, 'sealer'>,
  method: { id: string; clientSecret: string | null },
): string | null {
  return method.clientSecret === null ? null : ctx.sealer.open(method.clientSecret, placeOf(method.id));
}
