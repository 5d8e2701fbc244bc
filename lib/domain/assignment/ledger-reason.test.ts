import { describe, expect, it } from 'vitest';
import { ledgerReasonOf, type LedgerRow } from './ledger-reason';

const CRM = { id: 'crm', authMethodId: 'method' };
const assignment = (more: Partial<LedgerRow['assignments'][number]>): LedgerRow['assignments'][number] => ({
  state: 'failed',
  reason: null,
  ruleId: null,
  nextAttemptAt: null,
  crm: CRM,
  ...more,
});
const row = (more: Partial<LedgerRow>): LedgerRow => ({
  ledger: 'needs_administrator',
  attachedCard: null,
  exclusion: null,
  nonCustomer: null,
  profileId: 'profile',
  lineId: null,
  queueLineId: null,
  participations: [],
  assignments: [],
  ...more,
});

describe('why an interaction is in its state, and where that is mended', () => {
  it.each<[string, Partial<LedgerRow>, string | undefined, string | undefined]>([
    ['not over', { ledger: 'open' }, undefined, undefined],
    ['no agent', { profileId: null }, 'no_agent', '/maker/lines'],
    ['no agent, with a queue', { profileId: null, queueLineId: 'q' }, 'no_agent', '/maker/lines/q'],
    ['the number first', { profileId: null, queueLineId: 'q', lineId: 'n' }, 'no_agent', '/maker/lines/n'],
    ['unknown', { profileId: null, participations: [{ userId: null }] }, 'unknown_agent', '/maker/lines'],
    ['no profile', { profileId: null, participations: [{ userId: 'u' }] }, 'no_profile', '/maker/lines'],
    ['a profile without a CRM', {}, 'no_crm', '/maker/profiles/profile'],
    [
      'a disabled method',
      { assignments: [assignment({ reason: { key: 'method_disabled' } })] },
      'method_disabled',
      '/maker/authentication-methods/method',
    ],
    [
      'a missing value',
      { assignments: [assignment({ reason: { key: 'gaps' }, ruleId: 'rule' })] },
      'gaps',
      '/maker/crm/crm/interaction-assignment/rule',
    ],
    [
      'of several CRMs the one that decides the state',
      {
        assignments: [
          assignment({ state: 'logged' }),
          assignment({ reason: { key: 'gaps' }, crm: { id: 'other', authMethodId: 'm' } }),
        ],
      },
      'gaps',
      '/maker/crm/other/interaction-assignment',
    ],
    [
      'no rule',
      { ledger: 'not_logged', assignments: [assignment({ state: 'skipped', reason: { key: 'no_rule' } })] },
      'no_rule',
      '/maker/crm/crm/interaction-assignment',
    ],
    [
      'somebody said so',
      {
        ledger: 'not_logged',
        exclusion: { reason: 'by_hand', by: { id: 'u', name: 'Ana' }, at: '2026-11-30T00:00:00.000Z' },
      },
      'excluded',
      undefined,
    ],
    ['in the queue', { ledger: 'waiting', assignments: [assignment({ state: 'pending' })] }, 'queued', undefined],
    [
      'logged',
      { ledger: 'logged', attachedCard: {}, assignments: [assignment({ state: 'logged' })] },
      undefined,
      undefined,
    ],
  ])('%s', (_what, more, key, href) => {
    const reason = ledgerReasonOf(row(more));
    expect([reason?.key, reason?.mend?.href]).toEqual([key, href]);
  });

  it('says when it is tried next', () => {
    const nextAttemptAt = new Date('2026-11-30T08:00:00Z');
    const waiting = assignment({ state: 'pending', reason: { key: 'provider_unavailable' }, nextAttemptAt });
    expect(ledgerReasonOf(row({ ledger: 'waiting', assignments: [waiting] }))?.nextTryAt).toEqual(nextAttemptAt);
  });
});
