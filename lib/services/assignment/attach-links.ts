import type { PlannedAssociation } from '@/lib/domain/assignment/plan';
import { isSameLink, type StoredLink } from '@/lib/domain/assignment/stored-link';
import type { CrmRecord, RecordRef } from '@/lib/domain/crm/records';
import { trace, type TraceEntry } from '@/lib/domain/trace';
import { ProviderError } from '@/lib/integrations/provider-error';
import { AppError } from '@/lib/domain/base/app-error';
import type { Ctx } from '../context';
import { findLinkTarget } from './find-link-target';
import { nameOfRecord, withPresentRecord, type Call, type Work } from './internal';
import { recordLinks } from './record-links';

export interface Linked {
  /** The links that are made, and those that wait. */
  links: StoredLink[];
  entries: TraceEntry[];
  /** Records that are gone, as entries name them. */
  gone: string[];
  /** Why links are missing. The record itself is written. */
  failure: unknown;
}

/**
 * Links the written record. A link that can't be made costs neither the record nor the other links: to a record that is
 * gone it is left out, to one that was merged it is made with the record that is left, and anything else waits.
 */
export async function attachLinks(
  ctx: Ctx,
  work: Work,
  written: { record: CrmRecord; isNew: boolean },
  { associations, call }: { associations: readonly PlannedAssociation[]; call: Call },
): Promise<Linked> {
  const linked: Linked = { links: [], entries: [], gone: [], failure: null };
  await recordLinks(ctx, { ...work, record: written.record });
  for (const association of associations) {
    try {
      await linkOne(ctx, work, written, { association, call, linked });
    } catch (error) {
      if (!(error instanceof ProviderError) && !(error instanceof AppError)) throw error;
      ctx.log.warn({ err: error, assignmentId: work.assignmentId }, 'a link could not be made');
      linked.failure ??= error;
      // The next request would meet the same outage.
      if (!(error instanceof ProviderError) || !ABOUT_ONE_LINK.has(error.kind)) break;
    }
  }
  return linked;
}

const ABOUT_ONE_LINK: ReadonlySet<ProviderError['kind']> = new Set(['invalid_request', 'not_found', 'conflict']);

interface Linking {
  association: PlannedAssociation;
  call: Call;
  linked: Linked;
}

async function linkOne(
  ctx: Ctx,
  work: Work,
  { record, isNew }: { record: CrmRecord; isNew: boolean },
  { association, call, linked }: Linking,
): Promise<void> {
  const from: RecordRef = { objectApiName: record.objectApiName, id: record.id };
  const lookup = await findLinkTarget(call, association);
  if (lookup.kind === 'gone') return reportGone(linked, nameOfRecord(work, lookup.from));
  linked.entries.push(...lookup.trace);
  if (lookup.kind === 'none') return;
  const target = lookup.to;
  const via: StoredLink['via'] = association.kind === 'known' ? 'card' : 'related';
  const made = await withPresentRecord(call, target, async (to) => {
    const before = work.known.links.find((link) => isSameLink(link, { from, to }));
    // A new record has no links yet.
    const isOurs =
      before?.isOurs ??
      (isNew || (await call((access, provider) => provider.records.readLink(access, { from, to }))) === 'none');
    const link = { from, to, via, isOurs };
    linked.links.push(link);
    await recordLinks(ctx, { ...work, add: [link] });
    await call((access, provider) => provider.records.associate(access, { from, to }));
  });
  if (made?.present.id === target.id) return;
  // What was recorded before the CRM answered that the record is no longer there.
  const isTarget = ({ to }: StoredLink) => to.objectApiName === target.objectApiName && to.id === target.id;
  const gone = linked.links.filter(isTarget);
  linked.links = linked.links.filter((link) => !gone.includes(link));
  await recordLinks(ctx, { ...work, drop: [...gone, ...work.known.links.filter(isTarget)] });
  const name = nameOfRecord(work, target);
  if (made === null) reportGone(linked, name);
  else linked.entries.push(trace('link_merged', { record: name, left: nameOfRecord(work, made.present) }));
}

/** A card that is gone may be needed for several links. */
function reportGone(linked: Linked, record: string): void {
  if (linked.gone.includes(record)) return;
  linked.gone.push(record);
  linked.entries.push(trace('link_gone', { record }));
}
