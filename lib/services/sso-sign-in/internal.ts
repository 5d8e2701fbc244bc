import { roleForGroups } from '@/lib/domain/people/oidc';
import type { CallbackAnswer } from '@/lib/domain/connection/oauth-callback';
import type { PresentedIdentity, SignInDenial, SignInUser } from '@/lib/domain/people/sso';
import type { ReadDb } from '@/lib/platform/db';
import type { User } from '@/prisma/generated/client';
import type { LoadedConnector } from '../sso-connectors/load-connector';

export type CodeOrError = Exclude<CallbackAnswer, { kind: 'unreadable' }>;

/** Where a sign-in stopped, in the order in which it goes. */
type IdentificationStage = 'discovery' | 'redirect' | 'consent' | 'token' | 'identity';

/** Who the provider says is there, or where and why it came to nothing. */
export type Identification =
  | { kind: 'identified'; presented: PresentedIdentity }
  | {
      kind: 'refused';
      stage: IdentificationStage;
      reason: SignInDenial;
      presented?: PresentedIdentity;
      /** The provider's own code and words, for administrators. */
      providerCode?: string | null;
      providerMessage?: string | null;
    };

/** The address as it can be stored and shown. */
export function shownEmail({ email }: Pick<PresentedIdentity, 'email'>): string | null {
  if (email === null) return null;
  return email.kind === 'email' ? email.email : email.shown;
}

/** `roleId`: the role that this sign-in would leave them with. */
export async function readSignInUser(db: ReadDb, user: User, roleId: string): Promise<SignInUser> {
  const role = await db.role.findUnique({ where: { id: roleId }, select: { requiredConnectorId: true } });
  return {
    id: user.id,
    isActive: user.status === 'active',
    isAdministrator: user.isAdministrator,
    ssoConnectorId: user.ssoConnectorId,
    requiredConnectorId: user.isBreakGlass ? null : (role?.requiredConnectorId ?? null),
  };
}

/** What a connector asks of whoever comes through it. */
export function admissionOf(connector: LoadedConnector, groups: readonly string[]) {
  if (connector.type !== 'oidc') return { admitsAdministrators: true, admitsGroups: true };
  const { administratorsMaySignIn, admitsWithoutGroup, groupRoles } = connector.oidc;
  return {
    admitsAdministrators: administratorsMaySignIn,
    admitsGroups: admitsWithoutGroup || groupRoles.length === 0 || roleForGroups(groupRoles, groups) !== null,
  };
}

/** Nobody becomes an administrator by a group, and an administrator keeps their role. */
export function roleAfterSignIn(
  user: Pick<User, 'roleId' | 'isAdministrator'>,
  connector: LoadedConnector,
  groups: readonly string[],
): string {
  if (connector.type !== 'oidc' || user.isAdministrator) return user.roleId;
  return roleForGroups(connector.oidc.groupRoles, groups) ?? user.roleId;
}
