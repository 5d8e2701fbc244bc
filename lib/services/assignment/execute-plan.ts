import { staleLinks, type StoredLink } from '@/lib/domain/assignment/stored-link';
import { trace, type TraceEntry } from '@/lib/domain/trace';
import type { ProviderError } from '@/lib/integrations/provider-error';
import { withAccess } from '../connections/with-access';
import type { Ctx } from '../context';
import { isNotFound, nameOfRecord, type Call, type Work } from './internal';
import { attachLinks } from './attach-links';
import { recordLinks } from './record-links';
import { storeRecord } from './store-record';

export interface Executed {
  entries: TraceEntry[];
  /** Values that the CRM rejected and that were left out of the record. */
  refused: ProviderError | null;
  /** Records that could not be linked because they are gone. */
  gone: string[];
  /** Why links are missing although the record is written. Null if none are. */
  linkFailure: unknown;
}

/** Writes the plan to the CRM. Idempotent: records have a key or ID, links their two ends. */
export async function executePlan(ctx: Ctx, work: Work): Promise<Executed> {
  const { plan } = work;
  const call: Call = (run) => withAccess(ctx, work.authMethodId, run);
  if (plan.kind !== 'create' && plan.kind !== 'update')
    return { entries: await unlink(ctx, work, call, []), refused: null, gone: [], linkFailure: null };

  const written = await storeRecord(ctx, work, plan, call);
  const { links, entries, gone, failure } = await attachLinks(ctx, work, written, {
    associations: plan.associations,
    call,
  });
  // A link that waits must not be taken for one that the plan no longer has.
  const removed = failure === null ? await unlink(ctx, work, call, links) : [];
  return {
    entries: [...written.entries, ...entries, ...removed],
    refused: written.refused,
    gone,
    linkFailure: failure,
  };
}

/** Removes links an earlier run made that no longer apply. Links that existed before, or carry a label, stay. */
async function unlink(ctx: Ctx, work: Work, call: Call, links: readonly StoredLink[]): Promise<TraceEntry[]> {
  const { assignmentId, portalId, plan, known, cards } = work;
  const stale = staleLinks(known.links, { plan: plan.kind, links, cards });
  const entries: TraceEntry[] = [];
  for (const link of stale) {
    const { from, to, isOurs } = link;
    const record = nameOfRecord(work, to);
    const state = isOurs
      ? await call((access, provider) => provider.records.dissociate(access, { from, to })).catch(isGone)
      : 'foreign';
    entries.push(
      state === 'foreign'
        ? trace('link_not_ours', { record })
        : state === 'labelled'
          ? trace('link_labelled', { record })
          : trace('link_removed', { record }),
    );
  }
  if (stale.length > 0) await recordLinks(ctx, { assignmentId, portalId, drop: stale });
  return entries;
}

/** If either record is gone, so is the link. */
function isGone(error: unknown): 'none' {
  if (isNotFound(error)) return 'none';
  throw error;
}
