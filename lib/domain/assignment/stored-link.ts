import { z } from 'zod';
import type { AssignmentPlan } from './plan';
import { recordRefSchema, type RecordRef } from '../crm/records';

/**
 * A link that an interaction's writing has put between two records, or found there: the column
 * `InteractionAssignment.associations`; checked again on read. Only what is ours is ever taken away again.
 */
export const storedLinkSchema = z.object({
  from: recordRefSchema,
  to: recordRefSchema,
  /** It was not there before. */
  isOurs: z.boolean(),
  /** `related`: found at the CRM through an attached card. */
  via: z.enum(['card', 'related']),
});
export type StoredLink = z.infer<typeof storedLinkSchema>;

/** What no longer reads is forgotten: a link that we do not know for ours stays. */
export function readStoredLinks(stored: unknown): StoredLink[] {
  return Array.isArray(stored) ? stored.flatMap((link) => storedLinkSchema.safeParse(link).data ?? []) : [];
}

export function isSameRef(a: RecordRef, b: RecordRef): boolean {
  return a.objectApiName === b.objectApiName && a.id === b.id;
}

export function isSameLink(a: Pick<StoredLink, 'from' | 'to'>, b: Pick<StoredLink, 'from' | 'to'>): boolean {
  return isSameRef(a.from, b.from) && isSameRef(a.to, b.to);
}

/** Known ones and new ones, each once; one that was ours stays ours. */
export function mergeLinks(known: readonly StoredLink[], more: readonly StoredLink[]): StoredLink[] {
  const added = more.filter((link) => !known.some((other) => isSameLink(other, link)));
  return [...known, ...added];
}

/**
 * Which known links a plan no longer wants. Where nothing is written any more, those to cards that the agent has taken
 * away, with what was found through them; a rule that was merely switched off changes nothing that was written.
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
    return known.filter((link) => !wanted.links.some((other) => isSameLink(other, link)));
  if (wanted.plan === 'blocked') return [];
  const gone = known.filter(({ via, to }) => via === 'card' && !wanted.cards.some((card) => isSameRef(card, to)));
  return gone.length === 0 ? [] : known.filter((link) => link.via === 'related' || gone.includes(link));
}
