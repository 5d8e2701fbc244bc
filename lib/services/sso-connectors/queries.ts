import { LIMITS, PAGE_SIZE } from '@/lib/domain/base/limits';
import { BY_NAME } from '@/lib/domain/base/sort';
import { loginUrlOf, type CONNECTOR_SORTS, type SsoConnectorFilter } from '@/lib/domain/people/sso';
import type { Prisma, SsoConnector } from '@/prisma/generated/client';
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
      include: { tags: TAGS, _count: { select: { users: true } } },
    }),
    loadMethods(ctx, ctx.db),
    ctx.db.ssoConnector.count(),
  ]);
  return {
    items: rows.map(({ _count, tags, ...row }) => ({
      ...summaryOf(ctx, row, found(methods.get(row.authMethodId))),
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
        users: {
          select: { id: true, name: true, email: true, status: true },
          orderBy: { name: 'asc' },
          take: PAGE_SIZE,
        },
        _count: { select: { users: true } },
      },
    }),
  );
  const method = await loadMethod(ctx, ctx.db, row.authMethodId);
  return { ...summaryOf(ctx, row, method), userCount: row._count.users, users: row.users, createdAt: row.createdAt };
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

/** The first hundred users assigned to it; also the reason a deletion is refused. */
export async function listConnectorDependencies(ctx: Ctx, input: { id: string }) {
  authorise(ctx, 'sso-connectors.access');
  found(await ctx.db.ssoConnector.findUnique({ where: { id: input.id }, select: { id: true } }));
  return { items: await dependentsOfConnector(ctx.db, input.id) };
}

function summaryOf(ctx: Ctx, row: SsoConnector, method: Method) {
  const authMethod = summariseMethod(method);
  return {
    id: row.id,
    name: row.name,
    reference: row.reference,
    type: row.type,
    enabled: row.enabled,
    /** Whether sign-in currently works. */
    isWorking: row.enabled && authMethod.status === 'enabled',
    authMethod,
    loginUrl: loginUrlOf(ctx.config.publicUrl, row.reference),
    version: row.version,
    updatedAt: row.updatedAt,
  };
}
