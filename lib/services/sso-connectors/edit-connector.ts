import type { z } from 'zod';
import { AppError } from '@/lib/domain/base/app-error';
import type { OidcInput } from '@/lib/domain/people/oidc';
import { ssoConnectorEditSchema } from '@/lib/domain/people/sso';
import type { Tx } from '@/lib/platform/db';
import { requireGrantable } from '../access';
import { authorise, checkVersion, found, parseInput, recordHistory, write, type Ctx } from '../context';
import { describeConnector, FOR_HISTORY } from './describe-connector';
import { endConnectorSessions } from './end-connector-sessions';
import type { StoredOidc } from './load-connector';
import { requireGroupRoles } from './require-group-roles';
import { findPassedDraft } from './find-passed-draft';
import { refuseRequired } from './refuse-required';
import { requireMethod } from './require-method';
import { isOtherClient, storeOidcClient } from './store-oidc-client';
import { verbPolicy } from '../verb-policy';

const POLICY = verbPolicy({
  verb: 'sso-connectors/edit-connector',
  access: 'sso-connectors.modify',
  freshSignIn: { when: 'somebody else says from now on who its users are, or groups get a role with rights' },
  handsOut: ['role', 'sign-in route'],
  touches: 'anything',
});

/** Disabling it, or letting it ask somebody else who its users are, ends the sessions created through it. */
export async function editConnector(
  ctx: Ctx,
  input: { id: string } & z.input<typeof ssoConnectorEditSchema>,
): Promise<{ version: number; endedSessions: number }> {
  authorise(ctx, POLICY);
  const { id, ...rest } = input;
  const { version, oidc, authMethodId, ...data } = parseInput(ssoConnectorEditSchema, rest);
  return write(ctx, POLICY, async (tx) => {
    const before = found(await tx.ssoConnector.findUnique({ where: { id }, include: FOR_HISTORY }));
    await checkVersion(tx, 'sso-connector', before, version);
    if ((before.oidc === null) !== !oidc)
      throw new AppError('INVALID_INPUT', { fields: { oidc: { key: oidc ? 'unknown_field' : 'required' } } });
    await tx.ssoConnector.update({ where: { id, version }, data: { ...data, version: { increment: 1 } } });
    const source =
      oidc && before.oidc
        ? await changeClient(ctx, tx, { id, before: before.oidc, oidc })
        : await changeMethod(ctx, tx, { id, before, authMethodId: authMethodId ?? '' });
    const after = found(await tx.ssoConnector.findUnique({ where: { id }, include: FOR_HISTORY }));
    const proof = await findPassedDraft(ctx, tx, { id });
    if (proof) await tx.ssoConnector.update({ where: { id }, data: { ...proof, testedVersion: after.version } });
    await refuseLockOut(tx, {
      id,
      wasEnabled: before.enabled,
      isEnabled: data.enabled,
      changed: proof ? null : source.changed,
    });

    const reason =
      before.enabled && !data.enabled
        ? ('connector_disabled' as const)
        : source.isOther
          ? ('connector_changed' as const)
          : null;
    const endedSessions =
      reason === null ? 0 : await endConnectorSessions(tx, { connectorIds: [id], reason, now: ctx.now() });
    const { unlinkedIdentities } = source;
    const recorded = await recordHistory(ctx, tx, {
      action: 'sso-connector.edited',
      entity: 'sso-connector',
      entityId: id,
      entityName: after.name,
      before: describeConnector(ctx, before),
      after: { ...describeConnector(ctx, after), ...(reason === null ? {} : { endedSessions, unlinkedIdentities }) },
    });
    return recorded.with({ version: after.version, endedSessions });
  });
}

/** While a role requires it, a connector keeps letting in whom it lets in, the way it was tested. */
async function refuseLockOut(
  tx: Tx,
  {
    id,
    wasEnabled,
    isEnabled,
    changed,
  }: { id: string; wasEnabled: boolean; isEnabled: boolean; changed: string | null },
): Promise<void> {
  if (wasEnabled && !isEnabled) await refuseRequired(tx, { id }, { field: 'enabled', key: 'connector_is_required' });
  if (changed !== null) await refuseRequired(tx, { id }, { field: changed, key: 'setting_is_required' });
}

/** Whether somebody else says from now on who the users are, and how many links that undid. */
interface SourceChange {
  isOther: boolean;
  unlinkedIdentities: number;
  /** The first field that may change whether somebody can sign in; null for none. */
  changed: string | null;
}

interface MethodChange {
  id: string;
  before: { authMethodId: string | null; authMethod: { portalId: string | null } | null };
  authMethodId: string;
}

async function changeMethod(ctx: Ctx, tx: Tx, { id, before, authMethodId }: MethodChange): Promise<SourceChange> {
  const method = await requireMethod(tx, authMethodId);
  const isOtherAccount =
    method.id !== before.authMethodId && (method.portalId === null || method.portalId !== before.authMethod?.portalId);
  await requireGrantable(ctx, tx, { role: null, 'sign-in route': isOtherAccount ? { ssoConnectorId: id } : null });
  if (method.id === before.authMethodId) return { isOther: false, unlinkedIdentities: 0, changed: null };
  await tx.ssoConnector.update({ where: { id }, data: { authMethodId: method.id } });
  // Identities of the same account stay linked; those of another account are meaningless there.
  const { count } = await tx.ssoIdentity.deleteMany({
    where: { connectorId: id, ...(method.portalId === null ? {} : { portalId: { not: method.portalId } }) },
  });
  await tx.ssoIdentity.updateMany({ where: { connectorId: id }, data: { authMethodId: method.id } });
  return { isOther: true, unlinkedIdentities: count, changed: 'authMethodId' };
}

interface ClientChange {
  id: string;
  before: StoredOidc;
  oidc: OidcInput;
}

async function changeClient(ctx: Ctx, tx: Tx, { id, before, oidc }: ClientChange): Promise<SourceChange> {
  const isOther = isOtherClient(before, oidc);
  const isWider =
    (oidc.acceptsUnverifiedEmail && !before.acceptsUnverifiedEmail) ||
    (oidc.administratorsMaySignIn && !before.administratorsMaySignIn) ||
    (admitsEverybody(oidc) && !admitsEverybody(before));
  await requireGrantable(ctx, tx, { 'sign-in route': isOther || isWider ? { ssoConnectorId: id } : null });
  const isOtherTable =
    isOther || oidc.groupsClaim !== before.groupsClaim || !isSameTable(before.groupRoles, oidc.groupRoles);
  await requireGroupRoles(ctx, tx, isOtherTable ? oidc.groupRoles : [], id);
  await storeOidcClient(ctx, tx, id, oidc, before);
  // A subject means something to its issuer alone, and some issuers make up another for each client.
  const { count } = isOther ? await tx.ssoIdentity.deleteMany({ where: { connectorId: id } }) : { count: 0 };
  return { isOther, unlinkedIdentities: count, changed: changedSetting(before, oidc) };
}

function changedSetting(before: StoredOidc, after: OidcInput): string | null {
  if (after.issuer !== before.issuer) return 'oidc.issuer';
  if (after.clientId !== before.clientId) return 'oidc.clientId';
  if (after.clientSecret) return 'oidc.clientSecret';
  if (after.scopes.join(' ') !== before.scopes.join(' ')) return 'oidc.scopes';
  if (before.acceptsUnverifiedEmail && !after.acceptsUnverifiedEmail) return 'oidc.acceptsUnverifiedEmail';
  if (before.administratorsMaySignIn && !after.administratorsMaySignIn) return 'oidc.administratorsMaySignIn';
  return changedGroups(before, after);
}

/** Without a table, nobody is asked for a group. */
function admitsEverybody({
  admitsWithoutGroup,
  groupRoles,
}: Pick<OidcInput, 'admitsWithoutGroup' | 'groupRoles'>): boolean {
  return admitsWithoutGroup || groupRoles.length === 0;
}

/** Where only groups come in, they say who is left outside. */
function changedGroups(before: StoredOidc, after: OidcInput): string | null {
  if (admitsEverybody(after)) return null;
  if (before.admitsWithoutGroup) return 'oidc.admitsWithoutGroup';
  if (after.groupsClaim !== before.groupsClaim) return 'oidc.groupsClaim';
  const staying = new Set(after.groupRoles.map(({ group }) => group));
  const isNarrower = before.groupRoles.length === 0 || before.groupRoles.some(({ group }) => !staying.has(group));
  return isNarrower ? 'oidc.admitsWithoutGroup' : null;
}

function isSameTable(before: StoredOidc['groupRoles'], after: OidcInput['groupRoles']): boolean {
  return (
    before.length === after.length &&
    before.every(({ group, roleId }, index) => after[index]?.group === group && after[index]?.roleId === roleId)
  );
}
