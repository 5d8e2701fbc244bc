import { z } from 'zod';
import { AppError } from '@/lib/domain/base/app-error';
import { readStored } from '@/lib/domain/base/stored';
import { oidcInputSchema } from '@/lib/domain/people/oidc';
import type { ConnectorDraft } from '@/lib/domain/people/sso';
import { newId } from '@/lib/platform/ids';
import { found, type Ctx } from '../context';
import { openOidcSecret, sealOidcSecret } from '../oauth/seal-oidc-secret';
import { loadConnector, type LoadedConnector } from './load-connector';
import { isOtherClient } from './store-oidc-client';

/**
 * What is tested of a form that isn't saved. `connectorId` is the ID of a saved connector, or one that nothing has; the
 * secret is sealed for it.
 */
const draftSchema = z.object({
  connectorId: z.uuid(),
  isSaved: z.boolean(),
  /** Of the saved one. */
  name: z.string(),
  version: z.number(),
  authMethodId: z.uuid().nullable(),
  oidc: oidcInputSchema.omit({ clientSecret: true }).extend({ sealedSecret: z.string() }).nullable(),
  /** Another client than the saved one: its links to people go when it is saved. */
  isOtherClient: z.boolean(),
});
export type StoredDraft = z.output<typeof draftSchema>;

/** Reads a form's values as a connector. An empty secret is the one that is set, for the same client alone. */
export async function readDraft(ctx: Ctx, draft: ConnectorDraft): Promise<StoredDraft> {
  const saved = draft.connectorId === null ? null : found(await loadConnector(ctx.db, { id: draft.connectorId }));
  if (saved !== null && saved.type !== draft.type)
    throw new AppError('INVALID_INPUT', { fields: { type: { key: 'not_offered' } } });
  const connectorId = saved?.id ?? newId(ctx.now());
  const base = { connectorId, isSaved: saved !== null, name: saved?.name ?? '', version: saved?.version ?? 1 };
  if (!draft.oidc) {
    const authMethodId = draft.authMethodId ?? '';
    if ((await ctx.db.authMethod.count({ where: { id: authMethodId } })) === 0)
      throw new AppError('INVALID_INPUT', { fields: { authMethodId: { key: 'method_gone' } } });
    return { ...base, authMethodId, oidc: null, isOtherClient: false };
  }
  const { clientSecret, ...settings } = draft.oidc;
  const before = saved?.type === 'oidc' ? saved.oidc : null;
  const isOther = before !== null && isOtherClient(before, settings);
  const kept = before === null || isOther ? null : before.clientSecret;
  const sealedSecret = clientSecret ? sealOidcSecret(ctx, connectorId, clientSecret) : kept;
  if (sealedSecret === null)
    throw new AppError('INVALID_INPUT', {
      fields: { 'oidc.clientSecret': { key: isOther ? 'client_secret_again' : 'required' } },
    });
  return { ...base, authMethodId: null, oidc: { ...settings, sealedSecret }, isOtherClient: isOther };
}

/** The connector as it would be, for a sign-in that signs nobody in. */
export function connectorOf(ctx: Pick<Ctx, 'now'>, draft: StoredDraft): LoadedConnector {
  const { connectorId: id, name, version, oidc, authMethodId } = draft;
  const base = {
    id,
    version,
    name,
    reference: '',
    enabled: true,
    testedVersion: null,
    testedMethodVersion: null,
    testedAt: null,
    createdAt: ctx.now(),
    updatedAt: ctx.now(),
  };
  if (oidc === null) return { ...base, type: 'hubspot', authMethodId: found(authMethodId) };
  const { sealedSecret, groupRoles, ...settings } = oidc;
  return {
    ...base,
    type: 'oidc',
    oidc: {
      ...settings,
      connectorId: id,
      clientSecret: sealedSecret,
      clientSecretSetAt: null,
      groupRoles: groupRoles.map((row, position) => ({ ...row, connectorId: id, position })),
    },
  };
}

const place = (transactionId: string) => ({ table: 'OAuthTransaction', row: transactionId, column: 'pending' });

export function sealDraft(ctx: Pick<Ctx, 'sealer'>, transactionId: string, draft: StoredDraft): string {
  return ctx.sealer.seal(JSON.stringify(draft), place(transactionId));
}

export function openDraft(ctx: Pick<Ctx, 'sealer'>, transactionId: string, sealed: string): StoredDraft {
  const stored: unknown = JSON.parse(ctx.sealer.open(sealed, place(transactionId)));
  return readStored(draftSchema, stored, 'OAuthTransaction.pending');
}

/** Whether people sign in with the draft exactly as with this connector. */
export function isSameSignIn(ctx: Pick<Ctx, 'sealer'>, draft: StoredDraft, connector: LoadedConnector): boolean {
  const { oidc } = draft;
  if (connector.type === 'hubspot') return oidc === null && draft.authMethodId === connector.authMethodId;
  if (oidc === null) return false;
  const saved = connector.oidc;
  return (
    oidc.issuer === saved.issuer &&
    oidc.clientId === saved.clientId &&
    oidc.scopes.join(' ') === saved.scopes.join(' ') &&
    oidc.groupsClaim === saved.groupsClaim &&
    oidc.acceptsUnverifiedEmail === saved.acceptsUnverifiedEmail &&
    oidc.administratorsMaySignIn === saved.administratorsMaySignIn &&
    oidc.admitsWithoutGroup === saved.admitsWithoutGroup &&
    groupsOf(oidc) === groupsOf(saved) &&
    openOidcSecret(ctx, { connectorId: draft.connectorId, clientSecret: oidc.sealedSecret }) ===
      openOidcSecret(ctx, saved)
  );
}

function groupsOf({ groupRoles }: { groupRoles: readonly { group: string }[] }): string {
  return JSON.stringify(groupRoles.map(({ group }) => group));
}
