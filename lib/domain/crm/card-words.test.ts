import { describe, expect, it } from 'vitest';
import { contacts } from '@/tests/support/crm-model';
import { doWordsMatch } from './card-words';

const values = {
  firstname: 'Élodie',
  lastname: 'O’Brien-Müller',
  phone: '+33 (0)1 76 00 01 01',
  email: 'elodie@client.example',
};
const named = contacts.fields.filter(({ apiName }) => apiName === 'firstname' || apiName === 'lastname');
const numbered = contacts.fields.filter(({ apiName }) => apiName === 'phone');

describe("searching a card's words", () => {
  it.each(['Élodie', 'elodie', 'ÉLO', 'muller', 'Müller, Élodie', 'elodie  brien'])(
    'ignores case, accents and order: %s',
    (text) => {
      expect(doWordsMatch(named, values, text)).toBe(true);
    },
  );

  it.each(['elodie@client.example', 'client', '76 00', 'Élodie client', 'Elodia'])(
    "doesn't match other fields or no field: %s",
    (text) => {
      expect(doWordsMatch(named, values, text)).toBe(false);
    },
  );

  it.each(['76 00 01', '760001', '01 76 00', '(0)1 76'])('matches part of a number in any spacing: %s', (text) => {
    const plain = { ...values, phone: '+33176000101' };
    expect([doWordsMatch(numbered, plain, text), doWordsMatch(named, plain, text)]).toEqual([true, false]);
  });

  it('matches an option by its label, but not by one or two letters', () => {
    const [choice] = contacts.fields.slice(0, 1).map((field) => ({
      ...field,
      type: 'list' as const,
      apiName: 'tier',
      options: [
        { value: 'a1', label: 'Gold' },
        { value: 'b2', label: 'Silver' },
      ],
    }));
    expect(doWordsMatch(choice ? [choice] : [], { tier: 'a1' }, 'gold')).toBe(true);
    expect(doWordsMatch(choice ? [choice] : [], { tier: 'a1' }, 'silver')).toBe(false);
    expect(doWordsMatch(numbered, { phone: '+33176111111' }, '0 00')).toBe(false);
  });
});
