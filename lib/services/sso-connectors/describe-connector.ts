import { fingerprint } from '@/lib/platform/crypto';
import type { Ctx } from '../context';
import { openOidcSecret } from '../oauth/seal-oidc-secret';
import type { StoredOidc } from './load-connector';

interface Described {
  name: string;
  reference: string;
  type: string;
  enabled: boolean;
  authMethod: { name: string } | null;
  oidc: (Omit<StoredOidc, 'groupRoles'> & { groupRoles: { group: string; role: { name: string } }[] }) | null;
}

/** A connector as stored in the history, with the names of method and roles: by the time it is read, an ID may be gone. */
export function describeConnector(ctx: Pick<Ctx, 'sealer'>, connector: Described): Record<string, unknown> {
  const { name, reference, type, enabled, authMethod, oidc } = connector;
  return {
    name,
    reference,
    type,
    enabled,
    ...(authMethod ? { authMethod: authMethod.name } : {}),
    ...(oidc ? describeOidc(ctx, oidc) : {}),
  };
}

function describeOidc(ctx: Pick<Ctx, 'sealer'>, oidc: NonNullable<Described['oidc']>): Record<string, unknown> {
  const { issuer, clientId, scopes, groupsClaim, acceptsUnverifiedEmail, administratorsMaySignIn, admitsWithoutGroup } =
    oidc;
  const secret = openOidcSecret(ctx, oidc);
  return {
    issuer,
    clientId,
    clientSecret: secret === null ? null : fingerprint(secret),
    scopes,
    groupsClaim,
    groupRoles: oidc.groupRoles.map(({ group, role }) => `${group} → ${role.name}`),
    acceptsUnverifiedEmail,
    administratorsMaySignIn,
    admitsWithoutGroup,
  };
}

/** What `describeConnector` needs. */
export const FOR_HISTORY = {
  authMethod: { select: { id: true, name: true, portalId: true } },
  oidc: { include: { groupRoles: { orderBy: { position: 'asc' }, include: { role: { select: { name: true } } } } } },
} as const;
