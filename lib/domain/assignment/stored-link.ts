import { z } from 'zod';
import type { AssignmentPlan } from './plan';
import { recordRefSchema, type RecordRef } from '../crm/records';

/**
 * An association between two records that logging an interaction created or found: the column
 * `InteractionAssignment.associations`, validated again on read. We only remove associations that we created.
 */
const storedLinkSchema = z.object({
  from: recordRefSchema,
  to: recordRefSchema,
  /** We created it. */
  isOurs: z.boolean(),
  /** `related`: found at the CRM through an attached card · `participant`: somebody else who takes part. */
  via: z.enum(['card', 'related', 'participant']),
  /** Whose card it is: what tells them from others, as the interaction lists it. */
  participant: z.object({ address: z.string(), title: z.string(), url: z.string() }).optional().catch(undefined),
});
export type StoredLink = z.infer<typeof storedLinkSchema>;

/** Links that can't be read are ignored, so they are never removed. */
export function readStoredLinks(stored: unknown): StoredLink[] {
  return Array.isArray(stored) ? stored.flatMap((link) => storedLinkSchema.safeParse(link).data ?? []) : [];
}

function isSameRef(a: RecordRef, b: RecordRef): boolean {
  return a.objectApiName === b.objectApiName && a.id === b.id;
}

export function isSameLink(a: Pick<StoredLink, 'from' | 'to'>, b: Pick<StoredLink, 'from' | 'to'>): boolean {
  return isSameRef(a.from, b.from) && isSameRef(a.to, b.to);
}

/** Merges known and new links, each once. A link we created stays marked as ours. */
export function mergeLinks(known: readonly StoredLink[], more: readonly StoredLink[]): StoredLink[] {
  const added = more.filter((link) => !known.some((other) => isSameLink(other, link)));
  return [...known, ...added];
}

/**
 * The known links that a plan no longer contains. If the plan writes nothing, only links to cards the agent detached, and
 * to records found through them: disabling a rule does not change what was logged.
 */
export function staleLinks(
  known: readonly StoredLink[],
  wanted: {
    plan: AssignmentPlan['kind'];
    links: readonly Pick<StoredLink, 'from' | 'to'>[];
    cards: readonly RecordRef[];
  },
): StoredLink[] {
  if (wanted.plan === 'create' || wanted.plan === 'update')
    // Whoever was known for certain took part, whatever a later search finds.
    return known.filter((link) => link.via !== 'participant' && !wanted.links.some((other) => isSameLink(other, link)));
  if (wanted.plan === 'blocked') return [];
  const gone = known.filter(({ via, to }) => via === 'card' && !wanted.cards.some((card) => isSameRef(card, to)));
  return gone.length === 0 ? [] : known.filter((link) => link.via === 'related' || gone.includes(link));
}
