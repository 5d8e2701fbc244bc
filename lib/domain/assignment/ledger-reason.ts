import type { Messages } from '../base/message-keys';
import { assignmentLedger, type Exclusion, type LedgerState } from '../interaction/ledger';
import type { NonCustomer } from '../interaction/non-customer';
import { isAgainstNonCustomer, reasonAgainst, type FullReason } from './reason';

/** The pages where the cause of a state is mended. */
export const MEND_PAGES = ['method', 'rule', 'rules', 'profile', 'line', 'lines'] as const;

export interface LedgerReason {
  /** Of the namespace `interactions`, below `reason`. */
  key: string;
  params?: Record<string, string | number> | undefined;
  mend: { page: (typeof MEND_PAGES)[number]; href: string } | null;
  nextTryAt: Date | null;
}

type Key = keyof Messages['interactions']['reason'];

export interface LedgerRow {
  ledger: LedgerState;
  attachedCard: unknown;
  exclusion: Exclusion | null;
  nonCustomer: NonCustomer | null;
  profileId: string | null;
  lineId: string | null;
  queueLineId: string | null;
  participations: readonly { userId: string | null }[];
  assignments: readonly {
    state: 'pending' | 'sending' | 'logged' | 'skipped' | 'failed';
    reason: FullReason | null;
    ruleId: string | null;
    nextAttemptAt: Date | null;
    crm: { id: string; authMethodId: string };
  }[];
}

/** Why an interaction is in its state, and where that is mended. Null: there is nothing to say. */
export function ledgerReasonOf(row: LedgerRow): LedgerReason | null {
  const { ledger, exclusion, nonCustomer, attachedCard } = row;
  if (ledger === 'open') return null;
  if (exclusion !== null && ledger === 'not_logged') return said(exclusion);
  const facts = {
    isExcluded: exclusion !== null,
    hasCard: attachedCard !== null,
    isNonCustomer: nonCustomer !== null,
  };
  const decisive = row.assignments.find(
    ({ state, reason }) => assignmentLedger({ state, reasonKey: reason?.key ?? null }, facts) === ledger,
  );
  if (decisive === undefined) return undecided(row);
  const { reason, nextAttemptAt } = decisive;
  const isWaiting = ledger === 'waiting';
  if (reason === null) return isWaiting ? { ...of('queued'), nextTryAt: nextAttemptAt } : null;
  return {
    key: reason.key,
    params: reason.params,
    mend: ledger === 'needs_administrator' || ledger === 'not_logged' ? mendOf(reason, decisive) : null,
    nextTryAt: isWaiting ? nextAttemptAt : null,
  };
}

function of(key: Key, params?: LedgerReason['params'], mend: LedgerReason['mend'] = null): LedgerReason {
  return { key, params, mend, nextTryAt: null };
}

function said({ reason, by }: Exclusion): LedgerReason {
  return of(reason === 'by_hand' ? 'excluded' : 'crm_deleted', { who: by.name });
}

/** Nothing decides where it is logged. */
function undecided({ profileId, nonCustomer, participations, lineId, queueLineId }: LedgerRow): LedgerReason {
  if (nonCustomer !== null) {
    const { key, params } = reasonAgainst(nonCustomer);
    return of(key, params);
  }
  if (profileId !== null) return of('no_crm', undefined, { page: 'profile', href: `/maker/profiles/${profileId}` });
  const line = lineId ?? queueLineId;
  const mend: LedgerReason['mend'] =
    line === null ? { page: 'lines', href: '/maker/lines' } : { page: 'line', href: `/maker/lines/${line}` };
  if (participations.length === 0) return of('no_agent', undefined, mend);
  return of(participations.every(({ userId }) => userId === null) ? 'unknown_agent' : 'no_profile', undefined, mend);
}

/** What a rule writes, and whether it applies. */
export const RULE_REASONS = [
  'gaps',
  'attached',
  'provider_not_found',
  'provider_conflict',
  'provider_invalid_request',
  'provider_refused_fields',
] as const satisfies Key[];
const OF_RULE: ReadonlySet<string> = new Set(RULE_REASONS);

function mendOf({ key }: FullReason, { ruleId, crm }: LedgerRow['assignments'][number]): LedgerReason['mend'] {
  const rules = `/maker/crm/${crm.id}/interaction-assignment`;
  if (key === 'no_rule' || isAgainstNonCustomer(key)) return { page: 'rules', href: rules };
  if (!OF_RULE.has(key)) return { page: 'method', href: `/maker/authentication-methods/${crm.authMethodId}` };
  return ruleId === null ? { page: 'rules', href: rules } : { page: 'rule', href: `${rules}/${ruleId}` };
}
