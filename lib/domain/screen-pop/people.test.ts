import { describe, expect, it } from 'vitest';
import { contacts, CRM_ID, fieldId, nextId, record, subjectOf, tickets } from '@/tests/support/crm-model';
import type { CrmRecord } from '../crm/records';
import type { Participant } from '../interaction/interaction';
import { choosePeople, planPeopleSearch, stepsForPeople } from './people';
import type { ScenarioModel, ScreenPopStep } from './scenario';

const byPhone: ScreenPopStep = {
  objectId: contacts.id,
  conditions: [{ kind: 'phone_is', fieldIds: [fieldId(contacts, 'phone'), fieldId(contacts, 'mobilephone')] }],
  distinguishBy: [],
};
const byEmail: ScreenPopStep = {
  objectId: contacts.id,
  conditions: [{ kind: 'email_is', fieldIds: [fieldId(contacts, 'email')] }],
  distinguishBy: [],
};
const context = { defaultCountry: 'FR', dialledCountry: null };
const ADA = record(contacts, '1', {
  firstname: 'Ada',
  lastname: 'Roy',
  phone: '01 76 00 01 01',
  email: 'ada@x.example',
});
const BO = record(contacts, '2', { firstname: 'Bo', lastname: 'Lin', phone: '01 76 00 01 01', email: 'bo@x.example' });
const CY = record(contacts, '3', { firstname: 'Cy', lastname: 'Lin', phone: '176000103', email: '' });

function choose(people: Participant[], records: CrmRecord[], steps = [byEmail, byPhone], isCut = false) {
  const { found, trace } = choosePeople({ people, steps, context }, contacts, { records, isCut });
  return [found.map((one) => one.record.id), trace.map(({ code }) => code)];
}

describe('who the other people are', () => {
  it.each<[string, Participant, CrmRecord[], string[], string]>([
    ['an address of one', { email: 'ada@x.example' }, [ADA, BO], ['1'], 'participant_known'],
    [
      'an address, and a number of two',
      { email: 'ada@x.example', number: '+33176000101' },
      [ADA, BO],
      ['1'],
      'participant_known',
    ],
    ['a number of two', { number: '+33176000101' }, [ADA, BO], [], 'participant_several'],
    ['a number of one', { number: '+33176000101' }, [ADA, CY], ['1'], 'participant_known'],
    ['a number whose country is guessed', { number: '+33176000103' }, [ADA, CY], [], 'participant_unsure'],
    ['nobody', { email: 'dee@x.example', number: '+33176000199' }, [ADA, BO, CY], [], 'participant_unknown'],
    ['a withheld number', { number: 'anonymous' }, [ADA, BO, CY], [], 'participant_unknown'],
    ['an extension', { number: '201' }, [ADA, BO, CY], [], 'participant_unknown'],
  ])('%s', (_, one, records, ids, code) => {
    expect(choose([one], records)).toEqual([ids, [code]]);
  });

  it('is nobody if the CRM has more than it answered', () => {
    expect(choose([{ email: 'ada@x.example' }], [ADA], [byEmail], true)).toEqual([[], ['participant_several']]);
  });

  it('is not called unknown if the search had no room for all that may be theirs', () => {
    const people = [
      { email: 'ada@x.example' },
      { email: 'dee@x.example' },
      { number: '+33176000199' },
      { handle: 'zo' },
    ];
    const [several] = planPeopleSearch({ people, steps: [byEmail, byPhone], context }, contacts)?.criteria ?? [];
    const asked = several?.kind === 'any_of' ? several.criteria : [];
    const codes = (unasked: typeof asked) =>
      choosePeople({ people, steps: [byEmail, byPhone], context }, contacts, {
        records: [ADA],
        isCut: false,
        unasked,
      }).trace.map(({ code }) => code);
    const [known, unknown, left] = ['participant_known', 'participant_unknown', 'participant_unasked'];
    expect(codes([])).toEqual([known, unknown, unknown, unknown]);
    expect(codes(asked)).toEqual([known, left, left, unknown]);
    expect(codes(asked.filter(({ kind }) => kind === 'phone'))).toEqual([known, unknown, left, unknown]);
  });

  it('is found among as many records as a search answers', () => {
    const people = Array.from({ length: 50 }, (_, index) => ({ email: `p${index}@x.example` }));
    const records = people.map(({ email }, index) => record(contacts, String(100 + index), { email })).toReversed();
    const { found } = choosePeople({ people, steps: [byEmail], context }, contacts, { records, isCut: false });
    expect(found.map((one) => one.record.values['email'])).toEqual(people.map(({ email }) => email));
  });

  it('keeps the other conditions of a step', () => {
    const vip = { kind: 'field_equals' as const, fieldId: fieldId(contacts, 'lastname'), value: 'Lin' };
    const step = { ...byEmail, conditions: [...byEmail.conditions, vip] };
    expect(choose([{ email: 'ada@x.example' }, { email: 'bo@x.example' }], [ADA, BO], [step])).toEqual([
      ['2'],
      ['participant_unknown', 'participant_known'],
    ]);
  });
});

describe('the search for them', () => {
  it('is one, for what each step can ask of each', () => {
    const people = [{ email: 'ada@x.example', number: '0176000101' }, { email: 'bo@x.example' }, { handle: 'cy' }];
    const query = planPeopleSearch({ people, steps: [byEmail, byPhone], context }, contacts);
    const [several] = query?.criteria ?? [];
    expect(several?.kind === 'any_of' && several.criteria.map(({ kind }) => kind)).toEqual(['email', 'email', 'phone']);
  });

  it('is none where no step can ask', () => {
    const steps = [byPhone];
    for (const people of [[], [{ email: 'ada@x.example' }], [{ number: 'anonymous' }, { number: '201' }]])
      expect(planPeopleSearch({ people, steps, context }, contacts)).toBeNull();
  });

  it('goes by the scenario of the CRM that applies, as far as the profile may see', () => {
    const scenario = (more: Partial<ScenarioModel>): ScenarioModel => ({
      id: nextId(),
      crmId: CRM_ID,
      name: 'x',
      enabled: true,
      definition: {
        channels: ['voice'],
        directions: ['incoming'],
        moment: 'accepted',
        steps: [byPhone, { ...byEmail, objectId: tickets.id }],
        outcomes: {
          none: { action: 'nothing' },
          one: { action: 'open_card' },
          several: { action: 'chooser' },
          withheld: { action: 'nothing' },
        },
      },
      ...more,
    });
    const { state } = subjectOf({});
    const right = { canView: true, canCreate: false, shown: [] };
    const rights = new Map([[contacts.id, right]]);
    const own = scenario({});
    expect(stepsForPeople(state, CRM_ID, { scenarios: [scenario({ crmId: 'other' }), own], rights })).toEqual([
      byPhone,
    ]);
    expect(stepsForPeople(state, CRM_ID, { scenarios: [own], rights: null })).toHaveLength(2);
    expect(stepsForPeople(state, CRM_ID, { scenarios: [scenario({ enabled: false })], rights: null })).toEqual([]);
  });
});
