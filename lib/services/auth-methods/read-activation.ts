import { z } from 'zod';
import type { DependencyItem } from '@/lib/domain/answers/row';
import { isOAuthRefusal, type OAuthRefusal, displayNameOf } from '@/lib/domain/connection/auth-method';
import { authorise, found, requireUser, type Ctx } from '../context';
import { loadMethod } from '../connections/load-method';
import { listMethodDependents } from './list-method-dependents';

const portalSchema = z.object({ id: z.string(), name: z.string() });
const detailSchema = z.object({
  from: portalSchema.optional(),
  to: portalSchema.optional(),
  missingScopes: z.array(z.string()).optional(),
  appId: z.string().nullish(),
  providerCode: z.string().nullish(),
});

/** A detail that can't be read is left out, rather than breaking the page. */
export function readDetail(stored: unknown): z.infer<typeof detailSchema> {
  return detailSchema.safeParse(stored ?? {}).data ?? {};
}

export interface ActivationView {
  transactionId: string;
  method: {
    id: string;
    name: string;
    provider: string;
    environment: string;
    isEnabled: boolean;
    portal: { id: string; name: string } | null;
    grantedScopes: string[];
  };
  progress:
    | { kind: 'waiting'; expiresAt: Date }
    | { kind: 'succeeded' }
    | {
        kind: 'refused';
        reason: OAuthRefusal;
        missingScopes: string[];
        appId: string | null;
        providerCode: string | null;
      }
    | {
        kind: 'awaiting_confirmation';
        expiresAt: Date;
        from: { id: string; name: string };
        to: { id: string; name: string };
        dependents: DependencyItem[];
      };
}

/** The state of an authorization flow, for the waiting page and the final page. Only for its owner. */
export async function readActivation(ctx: Ctx, input: { transactionId: string }): Promise<ActivationView> {
  authorise(ctx, 'auth-methods.access');
  const user = requireUser(ctx);
  const row = found(
    await ctx.db.oAuthTransaction.findFirst({
      where: { id: input.transactionId, purpose: 'activate', userId: user.userId },
    }),
  );
  const method = await loadMethod(ctx, ctx.db, found(row.authMethodId));
  const detail = readDetail(row.detail);
  const isOver = row.expiresAt <= ctx.now();

  const progress = async (): Promise<ActivationView['progress']> => {
    const refused = (reason: OAuthRefusal) =>
      ({
        kind: 'refused',
        reason,
        missingScopes: detail.missingScopes ?? [],
        appId: detail.appId ?? null,
        providerCode: detail.providerCode ?? null,
      }) as const;
    switch (row.outcome) {
      case 'succeeded':
        return { kind: 'succeeded' };
      case 'refused':
        return refused(isOAuthRefusal(row.reason) ? row.reason : 'provider_error');
      case 'awaiting_confirmation':
        if (isOver || !detail.from || !detail.to) return refused('expired');
        return {
          kind: 'awaiting_confirmation',
          expiresAt: row.expiresAt,
          from: detail.from,
          to: detail.to,
          dependents: await listMethodDependents(ctx.db, method.id),
        };
      case 'started':
      case 'consumed':
        return isOver ? refused('expired') : { kind: 'waiting', expiresAt: row.expiresAt };
    }
  };

  return {
    transactionId: row.id,
    method: {
      id: method.id,
      name: method.name,
      provider: method.provider,
      environment: method.environment,
      isEnabled: method.status === 'enabled',
      portal: method.portalId === null ? null : { id: method.portalId, name: displayNameOf(method) },
      grantedScopes: method.grantedScopes ?? [],
    },
    progress: await progress(),
  };
}
