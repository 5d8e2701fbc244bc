import type { PlannedAssociation } from '@/lib/domain/assignment/plan';
import { isSameLink, type StoredLink } from '@/lib/domain/assignment/stored-link';
import type { CrmRecord, RecordRef } from '@/lib/domain/crm/records';
import { trace, type TraceEntry } from '@/lib/domain/trace';
import { ProviderError } from '@/lib/integrations/provider-error';
import { AppError } from '@/lib/domain/base/app-error';
import type { Ctx } from '../context';
import { findLinkTargets, type Target } from './find-link-targets';
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
  written: Written,
  { associations, call }: { associations: readonly PlannedAssociation[]; call: Call },
): Promise<Linked> {
  const linked: Linked = { links: [], entries: [], gone: [], failure: null };
  await recordLinks(ctx, { ...work, record: written.record });
  for (const association of associations) {
    try {
      await linkAll(ctx, work, written, { association, call, linked });
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

interface Written {
  record: CrmRecord;
  isNew: boolean;
}

interface Linking {
  association: PlannedAssociation;
  call: Call;
  linked: Linked;
}

/** One after another: what is made is recorded, also if the next one fails. */
async function linkAll(ctx: Ctx, work: Work, written: Written, { association, call, linked }: Linking): Promise<void> {
  const lookup = await findLinkTargets(call, association, work.objects);
  if (lookup.kind === 'gone') return reportGone(linked, nameOfRecord(work, lookup.from));
  linked.entries.push(...lookup.trace);
  const via = VIA[association.kind];
  for (const target of lookup.targets) await linkOne(ctx, work, written, { target, via, call, linked });
}

const VIA: Record<PlannedAssociation['kind'], StoredLink['via']> = {
  known: 'card',
  lookup: 'related',
  participants: 'participant',
};

interface OneLink {
  target: Target;
  via: StoredLink['via'];
}

async function linkOne(
  ctx: Ctx,
  work: Work,
  { record, isNew }: Written,
  { target: { to: target, participant }, via, call, linked }: Pick<Linking, 'call' | 'linked'> & OneLink,
): Promise<void> {
  const from: RecordRef = { objectApiName: record.objectApiName, id: record.id };
  // Somebody who takes part may be the customer, under another address.
  if (linked.links.some((link) => isSameLink(link, { from, to: target }))) return;
  const made = await withPresentRecord(call, target, async (to) => {
    const before = work.known.links.find((link) => isSameLink(link, { from, to }));
    // A new record has no links yet.
    const isOurs =
      before?.isOurs ??
      (isNew || (await call((access, provider) => provider.records.readLink(access, { from, to }))) === 'none');
    const link: StoredLink = { from, to, via, isOurs, ...(participant ? { participant } : {}) };
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
