import { AppError } from '@/lib/domain/base/app-error';
import type { ScreenPopRequest, ScreenPopSearchResult } from '@/lib/domain/screen-pop/run';
import type { CallPriority } from '@/lib/integrations/crm/contract/access';
import { ProviderError } from '@/lib/integrations/provider-error';
import { withAccess } from '../connections/with-access';
import type { Ctx } from '../context';

/** A screen pop slower than this comes too late for an agent answering the phone. */
const SEARCH_TIMEOUT_MS = 6_000;

/** Runs one search, for production and the simulator alike. A failing CRM is a result, not an exception. */
export function searchProvider(ctx: Ctx, methodOf: ReadonlyMap<string, string>, priority?: CallPriority) {
  return async ({ crmId, query }: ScreenPopRequest): Promise<ScreenPopSearchResult> => {
    const authMethodId = methodOf.get(crmId);
    if (!authMethodId) return { ok: false, reason: 'crm_gone' };
    try {
      const page = await withAccess(ctx, authMethodId, (access, provider) => provider.records.search(access, query), {
        signal: AbortSignal.timeout(SEARCH_TIMEOUT_MS),
        ...(priority ? { priority } : {}),
      });
      return { ok: true, page };
    } catch (error) {
      ctx.log.warn({ err: error }, 'a screen-pop search failed');
      if (error instanceof ProviderError) return { ok: false, reason: error.kind, retryAfterMs: error.retryAfterMs };
      if (error instanceof AppError) return { ok: false, reason: 'disconnected' };
      throw error;
    }
  };
}
