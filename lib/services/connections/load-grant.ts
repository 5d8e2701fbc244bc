import { AppError } from '@/lib/domain/base/app-error';
import type { AuthGrant } from '@/prisma/generated/client';
import { found, type Ctx } from '../context';
import { readMethods, type Method } from './load-method';

export type LoadedGrant = { method: Method; grant: AuthGrant; account: { id: string; uiDomain: string } };

/** A method with its grant; throws if an administrator has to act first. */
export async function loadGrant(ctx: Ctx, { authMethodId }: { authMethodId: string }): Promise<LoadedGrant> {
  const [methods, grant] = await Promise.all([
    readMethods(ctx),
    ctx.configuration.read(`grant ${authMethodId}`, () => ctx.db.authGrant.findUnique({ where: { authMethodId } })),
  ]);
  const method = found(methods.get(authMethodId));
  const { status, disabledReason } = method;
  if (grant === null || status !== 'enabled' || method.portalId === null || method.uiDomain === null) {
    throw methodUnavailable(
      disabledReason === 'revoked_at_provider' ? 'method_revoked' : 'method_disabled',
      method.name,
    );
  }
  return { method, grant, account: { id: method.portalId, uiDomain: method.uiDomain } };
}

const METHOD_UNAVAILABLE_KEYS = ['method_disabled', 'method_revoked', 'method_credentials_refused'] as const;
export type MethodUnavailableKey = (typeof METHOD_UNAVAILABLE_KEYS)[number];

/** The method is unusable until an administrator acts, so retrying is pointless. */
export function methodUnavailable(key: MethodUnavailableKey, name: string): AppError {
  return new AppError('PRECONDITION_FAILED', { key, params: { name } });
}

export function isMethodUnavailable(error: unknown): error is AppError & { key: MethodUnavailableKey } {
  return error instanceof AppError && METHOD_UNAVAILABLE_KEYS.some((key) => key === error.key);
}
