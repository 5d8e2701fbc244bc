import { LIMITS, PAGE_SIZE } from '@/lib/domain/base/limits';
import { BY_NAME } from '@/lib/domain/base/sort';
import { loginUrlOf, signInCallbackOf, type CONNECTOR_SORTS, type SsoConnectorFilter } from '@/lib/domain/people/sso';
import type { Prisma, SsoConnector } from '@/prisma/generated/client';
import { WITH_OIDC, type StoredOidc } from './load-connector';
import { listMethodSummaries, loadMethod, loadMethods, summariseMethod, type Method } from '../connections/load-method';
import { containing, type Orders } from '../listing';
import { authorise, found, type Ctx } from '../context';
import { havingTags, TAGS } from '../tagging';
import { dependentsOfConnector } from './delete-connector';

const ORDERS: Orders<typeof CONNECTOR_SORTS, Prisma.SsoConnectorOrderByWithRelationInput> = {
  name: (direction) => ({ name: direction }),
  reference: (direction) => ({ reference: direction }),
  users: (direction) => ({ users: { _count: direction } }),
};

/** All matching connectors, unpaged because there are few. */
export async function listConnectors(ctx: Ctx, filter: SsoConnectorFilter = {}) {
  authorise(ctx, 'sso-connectors.access');
  const search = filter.search?.trim();
  const { by, direction } = filter.sort ?? BY_NAME;
  const where = {
    ...(search ? { OR: [{ name: containing(search) }, { reference: containing(search) }] } : {}),
    ...(filter.authMethodId ? { authMethodId: filter.authMethodId } : {}),
    ...(filter.enabled === undefined ? {} : { enabled: filter.enabled }),
    ...havingTags(filter.tagIds),
  };
  const [rows, methods, total] = await Promise.all([
    ctx.db.ssoConnector.findMany({
      where,
      orderBy: [ORDERS[by](direction), { name: 'asc' }],
      include: { tags: TAGS, ...WITH_OIDC, _count: { select: { users: true } } },
    }),
    loadMethods(ctx, ctx.db),
    ctx.db.ssoConnector.count(),
  ]);
  return {
    items: rows.map(({ _count, tags, ...row }) => ({
      ...summaryOf(ctx, row, row.authMethodId === null ? null : found(methods.get(row.authMethodId))),
      tags,
      userCount: _count.users,
    })),
    matching: rows.length,
    total,
    limit: LIMITS.ssoConnectors,
  };
}

/** One connector for its page, with the first users assigned to it. */
export async function readConnector(ctx: Ctx, { id }: { id: string }) {
  authorise(ctx, 'sso-connectors.access');
  const row = found(
    await ctx.db.ssoConnector.findUnique({
      where: { id },
      include: {
        ...WITH_OIDC,
        users: {
          select: { id: true, name: true, email: true, status: true },
          orderBy: { name: 'asc' },
          take: PAGE_SIZE,
        },
        _count: { select: { users: true } },
      },
    }),
  );
  const method = row.authMethodId === null ? null : await loadMethod(ctx, ctx.db, row.authMethodId);
  return {
    ...summaryOf(ctx, row, method),
    oidc: row.oidc && detailOf(row.oidc),
    userCount: row._count.users,
    users: row.users,
    createdAt: row.createdAt,
  };
}
export type ConnectorDetail = Awaited<ReturnType<typeof readConnector>>;

/** The references in use, so that the form can suggest a free one. */
export async function listReferences(ctx: Ctx): Promise<string[]> {
  authorise(ctx, 'sso-connectors.access');
  const rows = await ctx.db.ssoConnector.findMany({ select: { reference: true } });
  return rows.map(({ reference }) => reference);
}

/** Methods a connector can use, enabled ones first. Names and states only, so access to methods isn't required. */
export async function listMethodChoices(ctx: Ctx) {
  authorise(ctx, 'sso-connectors.access');
  return listMethodSummaries(ctx);
}

/** What the form of an OpenID Connect connector offers. Names of roles only, so access to roles isn't required. */
export async function listOidcChoices(ctx: Ctx) {
  authorise(ctx, 'sso-connectors.access');
  const roles = await ctx.db.role.findMany({ select: { id: true, name: true }, orderBy: { name: 'asc' } });
  return { roles, redirectUrl: signInCallbackOf(ctx.config.publicUrl) };
}

/** The first hundred users assigned to it; also the reason a deletion is refused. */
export async function listConnectorDependencies(ctx: Ctx, input: { id: string }) {
  authorise(ctx, 'sso-connectors.access');
  found(await ctx.db.ssoConnector.findUnique({ where: { id: input.id }, select: { id: true } }));
  return { items: await dependentsOfConnector(ctx.db, input.id) };
}

/** Settings without the secret: only when it was set. */
function detailOf(oidc: StoredOidc) {
  const { issuer, clientId, scopes, groupsClaim, acceptsUnverifiedEmail, administratorsMaySignIn, admitsWithoutGroup } =
    oidc;
  return {
    issuer,
    clientId,
    hasSecret: oidc.clientSecret !== null,
    secretSetAt: oidc.clientSecretSetAt,
    scopes,
    groupsClaim,
    acceptsUnverifiedEmail,
    administratorsMaySignIn,
    admitsWithoutGroup,
    groupRoles: oidc.groupRoles.map(({ group, roleId }) => ({ group, roleId })),
  };
}

function summaryOf(ctx: Ctx, row: SsoConnector & { oidc: StoredOidc | null }, method: Method | null) {
  const authMethod = method === null ? null : summariseMethod(method);
  const canIdentify = authMethod === null ? row.oidc?.clientSecret != null : authMethod.status === 'enabled';
  return {
    id: row.id,
    name: row.name,
    reference: row.reference,
    type: row.oidc ? ('oidc' as const) : ('hubspot' as const),
    issuer: row.oidc?.issuer ?? null,
    enabled: row.enabled,
    /** Whether sign-in currently works. */
    isWorking: row.enabled && canIdentify,
    authMethod,
    loginUrl: loginUrlOf(ctx.config.publicUrl, row.reference),
    version: row.version,
    updatedAt: row.updatedAt,
  };
}
