import { AppError } from '@/lib/domain/base/app-error';
import type { OidcInput } from '@/lib/domain/people/oidc';
import type { Tx } from '@/lib/platform/db';
import type { Ctx } from '../context';
import { sealOidcSecret } from '../oauth/seal-oidc-secret';
import type { StoredOidc } from './load-connector';

/** Writes the settings of an OpenID Connect connector. An empty secret keeps the one that is set, for the same client alone. */
export async function storeOidcClient(
  ctx: Ctx,
  tx: Tx,
  connectorId: string,
  { clientSecret, groupRoles, ...settings }: OidcInput,
  before: StoredOidc | null,
): Promise<void> {
  if (!clientSecret && (before === null || isOtherClient(before, settings)))
    throw new AppError('INVALID_INPUT', {
      fields: { 'oidc.clientSecret': { key: before === null ? 'required' : 'client_secret_again' } },
    });
  const secret = clientSecret
    ? { clientSecret: sealOidcSecret(ctx, connectorId, clientSecret), clientSecretSetAt: ctx.now() }
    : {};
  await tx.oidcClient.upsert({
    where: { connectorId },
    create: { connectorId, ...settings, ...secret },
    update: { ...settings, ...secret },
  });
  await tx.oidcGroupRole.deleteMany({ where: { connectorId } });
  await tx.oidcGroupRole.createMany({
    data: groupRoles.map(({ group, roleId }, position) => ({ connectorId, position, group, roleId })),
  });
}

/** A secret belongs to one client at one issuer: it must never reach another. */
export function isOtherClient(
  before: Pick<StoredOidc, 'issuer' | 'clientId'>,
  after: { issuer: string; clientId: string },
): boolean {
  return before.issuer !== after.issuer || before.clientId !== after.clientId;
}
