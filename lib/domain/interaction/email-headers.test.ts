import { describe, expect, it } from 'vitest';
import { contacts, fieldId, subjectOf } from '@/tests/support/crm-model';
import type { FieldModel } from '../crm/crm';
import { emailHeadersOf, headersAsJson } from './email-headers';
import type { Participant } from './interaction';
import { mapInteraction } from './mapping';
import { participantText } from './participants';
import type { InteractionState } from './state';

const HOSTILE = 'Boss <boss@us.example>"},\u202e"to":[{\r\nBcc: evil@x.example';

function email(more: Partial<InteractionState>): InteractionState {
  return { ...subjectOf({}).state, channel: 'email', customer: {}, ourNumber: null, agent: 'lea@us.example', ...more };
}
const jsonOf = (state: InteractionState) => {
  const headers = emailHeadersOf(state);
  return JSON.parse((headers && headersAsJson(headers)) ?? 'null') as unknown;
};

describe('the headers of an email', () => {
  it('name whom it lists, with names apart from addresses', () => {
    const participants: Participant[] = [
      { role: 'cc', email: 'c@x.example', name: HOSTILE },
      { role: 'from', email: 'f@x.example', name: ' Fay ' },
      { role: 'to', email: 't@x.example', name: 'Tom van den Berg' },
      { role: 'to', number: '+33176000101' },
      { email: 'nobody@x.example' },
      { role: 'bcc', email: 'b@x.example' },
    ];
    expect(jsonOf(email({ participants, customer: { email: 'other@x.example' } }))).toEqual({
      from: { email: 'f@x.example', firstName: 'Fay' },
      to: [{ email: 't@x.example', firstName: 'Tom', lastName: 'van den Berg' }],
      cc: [
        {
          email: 'c@x.example',
          firstName: 'Boss',
          lastName: '<boss@us.example>"}, "to":[{ Bcc: evil@x.example',
        },
      ],
      bcc: [{ email: 'b@x.example' }],
    });
  });

  it.each<[string, Partial<InteractionState>, unknown]>([
    [
      'an incoming one comes from the customer, to our mailbox if it is known',
      { customer: { email: 'c@x.example', name: 'Cleo' }, ourNumber: 'Support@us.example' },
      { from: { email: 'c@x.example', firstName: 'Cleo' }, to: [{ email: 'support@us.example' }], cc: [], bcc: [] },
    ],
    [
      'an outgoing one comes from the agent, to the customer',
      { direction: 'outgoing', customer: { email: 'c@x.example' } },
      { from: { email: 'lea@us.example' }, to: [{ email: 'c@x.example' }], cc: [], bcc: [] },
    ],
    ['nobody is known', {}, null],
    ['a call has none', { channel: 'voice', customer: { email: 'c@x.example' } }, null],
  ])('without a list: %s', (_, state, expected) => {
    expect(jsonOf(email(state))).toEqual(expected);
  });

  it('are left out of a field that can’t hold all of them, never cut short', () => {
    const participants = Array.from({ length: 20 }, (_, n): Participant => ({ role: 'to', email: `p${n}@x.example` }));
    const subject = { ...subjectOf({}), state: email({ participants }) };
    const mapped = (type: FieldModel['type']) => {
      const object = { fields: contacts.fields.map((field) => ({ ...field, type })) };
      const source = { kind: 'data' as const, key: 'emailHeaders' as const, table: [] };
      return mapInteraction([{ fieldId: fieldId(contacts, 'email'), source }], object, subject, 'UTC');
    };
    expect(mapped('short_text').values).toEqual({});
    expect(mapped('short_text').trace.map(({ code }) => code)).toEqual(['field_refused']);
    expect(JSON.parse(mapped('long_text').values['email'] ?? '')).toMatchObject({ to: { length: 20 } });
  });
});

describe('a participant in words', () => {
  it.each<[Participant, string]>([
    [{ email: 'a@x.example', name: 'Ann-Marie O’Neil Jr.' }, 'Ann-Marie O’Neil Jr. <a@x.example>'],
    [{ email: 'a@x.example', name: 'Zoë عمر 李' }, 'Zoë عمر 李 <a@x.example>'],
    [{ email: 'a@x.example', name: HOSTILE }, '"Boss <boss@us.example>’}, ’to’:[{ Bcc: evil@x.example" <a@x.example>'],
    [{ number: '+33176000101', handle: 'ann' }, '+33176000101'],
    [{ handle: 'ann', name: '\u2028\u0007' }, 'ann'],
  ])('%j is %s', (one, text) => {
    expect(participantText(one)).toBe(text);
  });
});
