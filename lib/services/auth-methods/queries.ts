import type { AuthMethodFilter } from '@/lib/domain/connection/auth-method';
import { LIMITS } from '@/lib/domain/base/limits';
import { BY_NAME } from '@/lib/domain/base/sort';
import { loadMethod, loadMethods, summariseMethod, type Method } from '../connections/load-method';
import { containing } from '../listing';
import { authorise, found, requireUser, type Ctx } from '../context';
import { redirectUriFor } from '../oauth/start-transaction';
import { havingTags, TAGS } from '../tagging';
import { listMethodDependents } from './list-method-dependents';
import { readDetail } from './read-activation';

/** All matching methods, unpaged because there are few. Never a secret or a token. */
export async function listMethods(ctx: Ctx, filter: AuthMethodFilter = {}) {
  authorise(ctx, 'auth-methods.access');
  const search = filter.search?.trim();
  const { by, direction } = filter.sort ?? BY_NAME;
  const [rows, methods, total] = await Promise.all([
    ctx.db.authMethod.findMany({
      where: {
        ...(search ? { name: containing(search) } : {}),
        ...(filter.provider ? { provider: filter.provider } : {}),
        ...havingTags(filter.tagIds),
      },
      orderBy: [by === 'name' ? { name: direction } : { environment: direction }, { name: 'asc' }],
      select: {
        id: true,
        grant: { select: { refreshFailures: true } },
        tags: TAGS,
        _count: { select: { ssoConnectors: true, crms: true } },
      },
    }),
    loadMethods(ctx, ctx.db),
    ctx.db.authMethod.count(),
  ]);
  const items = rows
    .map(({ id, _count, grant, tags }) => ({
      ...summaryOf(found(methods.get(id))),
      tags,
      isRefreshFailing: (grant?.refreshFailures ?? 0) > 0,
      usedBy: _count.ssoConnectors + _count.crms,
    }))
    .filter(({ status }) => !filter.status || status === filter.status);
  return { items, matching: items.length, total, limit: LIMITS.authMethods };
}

/** One method, for its page. */
export async function readMethod(ctx: Ctx, { id }: { id: string }) {
  authorise(ctx, 'auth-methods.access');
  const row = found(
    await ctx.db.authMethod.findUnique({
      where: { id },
      select: {
        clientSecretSetBy: { select: { name: true } },
        activatedBy: { select: { name: true } },
        grant: {
          select: {
            obtainedAt: true,
            accessExpiresAt: true,
            lastRefreshAt: true,
            refreshFailures: true,
            lastFailure: true,
          },
        },
        transactions: {
          where: { purpose: 'activate', outcome: 'refused' },
          orderBy: { createdAt: 'desc' },
          take: 1,
          select: { detail: true },
        },
      },
    }),
  );
  const { grant } = row;
  const method = await loadMethod(ctx, ctx.db, id);
  const detail = readDetail(row.transactions[0]?.detail);
  return {
    ...summaryOf(method),
    clientSecret:
      method.clientSecret === null || method.clientSecretSetAt === null
        ? null
        : { setAt: method.clientSecretSetAt, setBy: row.clientSecretSetBy?.name ?? null },
    requiredScopes: method.requiredScopes,
    optionalScopes: method.optionalScopes,
    grantedScopes: method.grantedScopes ?? [],
    installerEmail: method.installerEmail,
    activatedAt: method.activatedAt,
    activatedBy: row.activatedBy?.name ?? null,
    /** The values in the message about a failed activation. */
    refusalDetail: { missingScopes: detail.missingScopes ?? [], appId: detail.appId ?? null },
    token: grant && {
      expiresAt: grant.accessExpiresAt,
      refreshedAt: grant.lastRefreshAt,
      failures: grant.refreshFailures,
      lastFailure: grant.lastFailure,
    },
    redirectUris: readRedirectUris(ctx, { provider: method.provider }),
    dependents: await listMethodDependents(ctx.db, id),
    createdAt: method.createdAt,
  };
}
export type MethodDetail = Awaited<ReturnType<typeof readMethod>>;

/** What the provider's app must contain, for a method that doesn't exist yet. */
export function readRedirectUris(ctx: Ctx, { provider }: { provider: string }): { activation: string; signIn: string } {
  return { activation: redirectUriFor(ctx, provider, 'activate'), signIn: redirectUriFor(ctx, provider, 'sign_in') };
}

/** Where the method is used; also the reason a deletion is refused. */
export async function listMethodDependencies(ctx: Ctx, input: { id: string }) {
  authorise(ctx, 'auth-methods.access');
  found(await ctx.db.authMethod.findUnique({ where: { id: input.id }, select: { id: true } }));
  return { items: await listMethodDependents(ctx.db, input.id) };
}

function summaryOf(method: Method) {
  const { environment, clientId, activatedIn, version, updatedAt } = method;
  return { ...summariseMethod(method), environment, clientId, activatedIn, version, updatedAt };
}

/** The user's own authorization flow that is waiting for a callback or a decision, so that the page can resume it. */
export async function readPendingActivation(ctx: Ctx, input: { id: string }) {
  authorise(ctx, 'auth-methods.access');
  const user = requireUser(ctx);
  return ctx.db.oAuthTransaction.findFirst({
    where: {
      authMethodId: input.id,
      purpose: 'activate',
      userId: user.userId,
      sessionId: user.sessionId,
      outcome: { in: ['started', 'consumed', 'awaiting_confirmation'] },
      expiresAt: { gt: ctx.now() },
    },
    orderBy: { createdAt: 'desc' },
    select: { id: true },
  });
}
