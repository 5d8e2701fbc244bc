import { describe, expect, it } from 'vitest';
import { subjectOf } from '@/tests/support/crm-model';
import { readEntries } from './excluded-numbers';
import type { Customer, Participant } from './interaction';
import { knowParticipants } from './known-participants';
import type { InteractionState } from './state';

const entry = { to: null, userId: null };
const known = {
  excluded: readEntries(
    [
      { ...entry, kind: 'private', from: '+33176000777' },
      { ...entry, kind: 'internal', from: '01 76 00 08 00', to: '01 76 00 08 99' },
    ],
    'FR',
  ),
  users: new Map<string, string>(),
  colleagues: new Map([['colin@us.example', 'Colin']]),
  defaultCountry: 'FR',
  ourAddresses: new Set(['support@us.example']),
  ourKeys: new Set(['33176000100']),
};

function know(customer: Customer, participants: Participant[], more: Partial<InteractionState> = {}) {
  return knowParticipants({ ...subjectOf({}).state, channel: 'email', customer, participants, ...more }, known).map(
    ({ isCustomer, nonCustomer, email, number, handle }) =>
      [email ?? number ?? handle, isCustomer ? 'customer' : nonCustomer?.kind].filter(Boolean).join(' '),
  );
}

describe('who takes part', () => {
  it('is a customer unless an administrator or the list of users says otherwise', () => {
    expect(
      know({}, [
        { email: 'dana@x.example' },
        { email: 'colin@us.example' },
        { email: 'support@us.example' },
        { number: '+33 1 76 00 07 77' },
        { number: '0176000850' },
        { number: '+33176000900' },
        { number: '+33176000100' },
        { number: '201' },
        { number: '112' },
        { number: 'sip:colin@us.example' },
        { handle: 'colin@us.example' },
      ]),
    ).toEqual([
      'dana@x.example',
      'colin@us.example internal',
      'support@us.example internal',
      '+33 1 76 00 07 77 private',
      '0176000850 internal',
      '+33176000900',
      '+33176000100 internal',
      '201 internal',
      '112 service',
      'sip:colin@us.example internal',
      'colin@us.example',
    ]);
  });

  it('begins with the customer, listed or not, under whatever form of the number', () => {
    const dana = { role: 'cc', email: 'dana@x.example' } as const;
    expect(know({ number: '+33176000101' }, [dana, { number: '0033 1 76 00 01 01' }])).toEqual([
      '+33176000101 customer',
      'dana@x.example',
    ]);
    expect(know({ email: 'main@x.example' }, [dana])).toEqual(['main@x.example customer', 'dana@x.example']);
    expect(know({ withheld: true, number: '+33176000101' }, [dana])).toEqual(['dana@x.example']);
  });
});
