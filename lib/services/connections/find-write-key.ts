import { withAccess } from './with-access';
import { type Ctx, unrecorded } from '../context';

export interface WriteKeyPlace {
  authMethodId: string;
  portalId: string;
  objectApiName: string;
  grantedScopes: readonly string[];
}

/**
 * The unique property that carries our key in this account, detected once and stored. Null if there is none and we may not
 * add one. `isRefused`: the CRM no longer takes the stored one.
 */
export async function findWriteKey(
  ctx: Ctx,
  { authMethodId, portalId, objectApiName, grantedScopes }: WriteKeyPlace,
  { isRefused = false } = {},
): Promise<string | null> {
  const id = { portalId, objectApiName };
  const kept = await readKept(ctx, id);
  if (kept?.property && !isRefused) return kept.property;

  const found = await withAccess(ctx, authMethodId, (access, provider) =>
    provider.records.detectWriteKey(access, objectApiName, { mayCreateProperty: true, grantedScopes }),
  );
  const property = found.kind === 'property' ? found.name : null;
  await unrecorded(ctx, 'bookkeeping').writeKey.upsert({
    where: { portalId_objectApiName: id },
    create: { ...id, property, checkedAt: ctx.now() },
    update: { property, checkedAt: ctx.now() },
  });
  return property;
}

/** The same without storing or adding anything. Null: there is none yet. */
export async function readWriteKey(
  ctx: Ctx,
  { authMethodId, portalId, objectApiName }: Omit<WriteKeyPlace, 'grantedScopes'>,
): Promise<string | null> {
  const kept = await readKept(ctx, { portalId, objectApiName });
  if (kept?.property) return kept.property;
  const found = await withAccess(ctx, authMethodId, (access, provider) =>
    provider.records.detectWriteKey(access, objectApiName, { mayCreateProperty: false, grantedScopes: [] }),
  );
  return found.kind === 'property' ? found.name : null;
}

function readKept({ configuration, db }: Ctx, id: { portalId: string; objectApiName: string }) {
  return configuration.read(`write key ${id.portalId} ${id.objectApiName}`, () =>
    db.writeKey.findUnique({ where: { portalId_objectApiName: id } }),
  );
}
