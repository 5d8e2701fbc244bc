import { isTested, unenforceableReason, type UnenforceableReason } from '@/lib/domain/people/required-connector';
import type { ReadDb } from '@/lib/platform/db';
import { loadMethods } from '../connections/load-method';
import { found, type Ctx } from '../context';

/** Why no role can require these connectors now; null for one that it can. Without an ID, of all of them. */
export async function findUnenforceable(
  ctx: Ctx,
  db: ReadDb,
  connectorId?: string,
): Promise<ReadonlyMap<string, UnenforceableReason | null>> {
  const connectors = await db.ssoConnector.findMany({
    where: connectorId === undefined ? {} : { id: connectorId },
    include: { oidc: { select: { clientSecret: true } } },
  });
  const methods = await loadMethods(ctx, db);
  return new Map(
    connectors.map(({ oidc, ...connector }) => {
      const method = connector.authMethodId === null ? null : found(methods.get(connector.authMethodId));
      const canIdentify = method === null ? oidc?.clientSecret != null : method.status === 'enabled';
      return [
        connector.id,
        unenforceableReason({ enabled: connector.enabled, canIdentify, isTested: isTested(connector, method) }),
      ];
    }),
  );
}
