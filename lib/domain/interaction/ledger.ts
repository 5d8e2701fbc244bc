import { z } from 'zod';

/**
 * Where an interaction stands. `open`: it isn't over · `logged` · `without_customer`: logged, but nobody said who it was ·
 * `waiting`: it will be logged · `needs_administrator`: it won't, until somebody mends the cause · `not_logged`: a rule, an
 * exclusion or a person says that it isn't to be.
 */
export const LEDGER_STATES = [
  'needs_administrator',
  'waiting',
  'without_customer',
  'logged',
  'not_logged',
  'open',
] as const;
export type LedgerState = (typeof LEDGER_STATES)[number];

/** The column `Interaction.exclusion`. */
export const exclusionSchema = z.object({
  /** `by_hand`: somebody said so · `crm_deleted`: with its CRM went what was known of it. */
  reason: z.enum(['by_hand', 'crm_deleted']),
  by: z.object({ id: z.string(), name: z.string() }),
  at: z.iso.datetime(),
});
export type Exclusion = z.infer<typeof exclusionSchema>;

/** Who said that it isn't to be logged. Null: nobody; what went with a deleted CRM doesn't come back. */
export function excludedByHand(stored: unknown): Exclusion | null {
  const exclusion = exclusionSchema.safeParse(stored).data;
  return exclusion?.reason === 'by_hand' ? exclusion : null;
}

/** What the state follows from. */
export interface LedgerFacts {
  isOver: boolean;
  isExcluded: boolean;
  /** Any card: a customer who is known in one CRM is known. */
  hasCard: boolean;
  /** It is with nobody who is a customer: nobody has to be found, or to mend that nothing decides where it is logged. */
  isNonCustomer?: boolean;
  assignments: readonly AssignmentFacts[];
}

interface AssignmentFacts {
  state: 'pending' | 'sending' | 'logged' | 'skipped' | 'failed';
  reasonKey: string | null;
}

/**
 * The state of an interaction. With several CRMs the first of `LEDGER_STATES` that is true of any of them: what somebody has
 * to mend comes before what mends itself, and that before what is done. An exclusion holds for what isn't logged yet.
 */
export function ledgerStateOf(facts: LedgerFacts): LedgerState {
  const { isOver, isExcluded, isNonCustomer = false, assignments } = facts;
  if (!isOver) return 'open';
  if (assignments.length === 0) return isExcluded || isNonCustomer ? 'not_logged' : 'needs_administrator';
  const states = assignments.map((assignment) => assignmentLedger(assignment, facts));
  return LEDGER_STATES.find((state) => states.includes(state)) ?? 'not_logged';
}

/** The state as far as one CRM is concerned. */
export function assignmentLedger(
  { state, reasonKey }: AssignmentFacts,
  { isExcluded, hasCard, isNonCustomer = false }: Pick<LedgerFacts, 'isExcluded' | 'hasCard' | 'isNonCustomer'>,
): LedgerState {
  switch (state) {
    case 'logged':
      // Its rule keeps it here.
      if (reasonKey === 'attached') return 'not_logged';
      return hasCard || isNonCustomer ? 'logged' : 'without_customer';
    case 'skipped':
      return 'not_logged';
    case 'failed':
      return isExcluded ? 'not_logged' : 'needs_administrator';
    case 'pending':
    case 'sending':
      return isExcluded ? 'not_logged' : 'waiting';
  }
}
