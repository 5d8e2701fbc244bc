import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAX_PARTICIPANTS, type Participant } from './interaction';
import { addParticipants, isCrowded, isSamePerson } from './participants';

const ALIX = { role: 'from', email: 'alix@client.example' } as const;
const BO = { role: 'to', email: 'bo@client.example', name: 'Bo' } as const;

describe('participants of several events', () => {
  it('keep what was known first, and gain what was missing', () => {
    const later: Participant[] = [
      { role: 'cc', email: 'alix@client.example', name: 'Alix', number: '+33176000101' },
      { role: 'bcc', email: 'bo@client.example', name: 'Robert' },
      { role: 'cc', email: 'cy@client.example' },
    ];
    expect(addParticipants([ALIX, BO], later)).toEqual([
      { role: 'from', email: 'alix@client.example', name: 'Alix', number: '+33176000101' },
      BO,
      { role: 'cc', email: 'cy@client.example' },
    ]);
  });

  it('are never more than an interaction keeps, and the first ones stay', () => {
    const many = Array.from({ length: 80 }, (_, index): Participant => ({ email: `p${index}@client.example` }));
    const all = addParticipants(addParticipants([], many.slice(0, 45)), many.slice(40));
    expect(all).toEqual(many.slice(0, MAX_PARTICIPANTS));
    expect(addParticipants(all, [{ email: 'p3@client.example', name: 'Late' }])[3]).toEqual({
      email: 'p3@client.example',
      name: 'Late',
    });
  });

  it('are said to be too many by whoever adds those without room, or takes that of others', () => {
    const people = (from: number, to: number) =>
      Array.from({ length: to - from }, (_, index): Participant => ({ email: `p${from + index}@client.example` }));
    const crowded = (
      stated: Participant[] | undefined,
      before: Participant[],
      first = [...before, ...(stated ?? [])],
    ) => isCrowded({ participants: stated }, { before, after: addParticipants([], first) });
    expect(crowded(people(0, 50), [])).toBe(false);
    expect(crowded(people(0, 51), [])).toBe(true);
    expect(crowded(people(45, 51), people(0, 50))).toBe(true);
    // Known ones, said again.
    expect(crowded(people(40, 50), people(0, 50))).toBe(false);
    // It happened before what was reported first.
    expect(crowded(people(50, 60), people(0, 50), people(0, 60).toReversed())).toBe(true);
    // It says nothing of people.
    expect(crowded(undefined, people(0, 50))).toBe(false);
  });

  it('are nobody twice, and repeating a list changes nothing', () => {
    const person: fc.Arbitrary<Participant> = fc
      .record(
        {
          email: fc.constantFrom('a@client.example', 'b@client.example', 'c@client.example'),
          handle: fc.constantFrom('a', 'b'),
          number: fc.constantFrom('+33176000101', '0033 1 76 00 01 01', '+33176000102'),
          name: fc.constantFrom('A', 'B'),
          role: fc.constantFrom('from', 'to', 'cc'),
        },
        { requiredKeys: [] },
      )
      .filter(({ email, handle, number }) => Boolean(email ?? handle ?? number));
    fc.assert(
      fc.property(fc.array(person), (list) => {
        const all = addParticipants([], list);
        expect(addParticipants(all, list)).toHaveLength(all.length);
        const emails = (some: readonly Participant[]) => some.flatMap(({ email }) => email ?? []).sort();
        expect(emails(all)).toEqual([...new Set(emails(list))]);
        for (const one of list) expect(all.some((other) => isSamePerson(one, other))).toBe(true);
      }),
    );
  });
});

describe('two participants', () => {
  it.each<[string, Participant, Participant, boolean]>([
    ['with one address', { email: 'a@client.example' }, { email: 'a@client.example', number: '1' }, true],
    ['with one number, written in two ways', { number: '+33 1 76 00 01 01' }, { number: '0033176000101' }, true],
    [
      'with one number, and addresses of their own',
      { email: 'a@x.example', number: '1' },
      { email: 'b@x.example', number: '1' },
      false,
    ],
    ['with one handle', { handle: 'ada' }, { handle: 'ada', email: 'ada@client.example' }, true],
    ['of whom nothing can be compared', { email: 'a@x.example' }, { number: '+33176000101' }, false],
    ['with one short number', { number: '201' }, { number: '201' }, true],
  ])('%s', (_, a, b, expected) => {
    expect([isSamePerson(a, b), isSamePerson(b, a)]).toEqual([expected, expected]);
  });
});
