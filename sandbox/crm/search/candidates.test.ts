import { describe, expect, it } from 'vitest';
import { meridian } from '../../seed/portals';
import { ScaleSource } from '../seed/scale-source';
import { SettingsStore } from '../../settings';
import { crmSettingDefinitions } from '../settings';
import { PortalState } from '../state/portal-state';
import { candidateIds } from './candidates';
import { compileSearch } from './compile';
import type { SearchFilter } from './request';

const source = new ScaleSource(3000);
const state = new PortalState(meridian, () => [], [], {
  sources: new Map([['0-1', source]]),
  links: [],
  firstFreeId: 500_000_000_000,
});
const settings = new SettingsStore(crmSettingDefinitions);
const contacts = state.findType('0-1');
if (!contacts) throw new Error('There are contacts in every portal');

/** Changes a seeded contact, which must no longer be found by its seeded values. */
const edited = source.idAt(77);
const before = source.read(edited);
if (before)
  state.store('0-1').put({
    ...before,
    properties: {
      ...before.properties,
      email: 'moved@other.example',
      phone: '',
      hs_searchable_calculated_phone_number: '',
    },
  });

/** A contact with a number in a format that the seed never uses. */
const rewritten = '06.39.98.11.22 ext 123456';
const renumbered = source.read(source.idAt(1500));
if (renumbered)
  state.store('0-1').put({
    ...renumbered,
    properties: { ...renumbered.properties, phone: rewritten, hs_searchable_calculated_mobile_number: '639123456' },
  });

const absent = '0000000000';
const valuesAt = (position: number) => source.read(source.idAt(position))?.properties ?? {};

function searchesFor(position: number): { groups: SearchFilter[][]; query: string }[] {
  const {
    email = 'nobody@x.example',
    phone = absent,
    hs_searchable_calculated_phone_number: national = absent,
    hs_calculated_phone_number: e164 = absent,
    hs_searchable_calculated_mobile_number: mobile = absent,
  } = valuesAt(position);
  const by = (propertyName: string, operator: SearchFilter['operator'], value: string): SearchFilter => ({
    propertyName,
    operator,
    value,
  });
  return [
    { groups: [[by('email', 'EQ', email.toUpperCase())]], query: '' },
    { groups: [[by('email', 'CONTAINS_TOKEN', email)]], query: '' },
    { groups: [[by('phone', 'EQ', phone)]], query: '' },
    { groups: [[by('hs_object_id', 'EQ', source.idAt(position))]], query: '' },
    { groups: [[by('phone', 'CONTAINS_TOKEN', `*${national}`)]], query: '' },
    { groups: [[by('hs_calculated_phone_number', 'EQ', e164)]], query: '' },
    {
      groups: [
        [by('hs_searchable_calculated_phone_number', 'EQ', national)],
        [by('hs_searchable_calculated_phone_number', 'CONTAINS_TOKEN', `*${national}`)],
        [by('hs_searchable_calculated_mobile_number', 'CONTAINS_TOKEN', `*${mobile.slice(-6)}`)],
      ],
      query: '',
    },
    {
      groups: [
        [
          by('lifecyclestage', 'EQ', 'customer'),
          by('hs_searchable_calculated_phone_number', 'CONTAINS_TOKEN', `*${national.slice(-5)}`),
        ],
      ],
      query: '',
    },
    { groups: [[{ propertyName: 'email', operator: 'IN', values: [email, 'moved@other.example'] }]], query: '' },
    {
      groups: [[{ propertyName: 'hs_object_id', operator: 'IN', values: [source.idAt(position), edited, '1'] }]],
      query: '',
    },
    {
      groups: [
        [by('phone', 'EQ', rewritten)],
        [by('hs_searchable_calculated_mobile_number', 'CONTAINS_TOKEN', `*${rewritten.slice(-6)}`)],
      ],
      query: '',
    },
    { groups: [[by('hs_searchable_calculated_phone_number', 'CONTAINS_TOKEN', `*${national}*`)]], query: '' },
    {
      groups: [[by('hs_searchable_calculated_international_phone_number', 'CONTAINS_TOKEN', `*${e164.slice(1, -1)}*`)]],
      query: '',
    },
    { groups: [inGroups(phone, by)], query: '' },
    { groups: [], query: `${email} firm` },
    { groups: [], query: national },
    { groups: [], query: e164 },
    { groups: [], query: national.slice(0, -1) },
    { groups: [], query: mobile },
  ];
}

/** As one looks for a number that may be written in groups. */
function inGroups(
  phone: string,
  by: (name: string, operator: SearchFilter['operator'], value: string) => SearchFilter,
) {
  const digits = phone.replace(/\D/g, '').padStart(8, '7');
  return [digits.slice(-6, -4), digits.slice(-4)].map((group) => by('phone', 'CONTAINS_TOKEN', `*${group}`));
}

describe('the indexed search', () => {
  it.each([0, 1, 2, 49, 50, 77, 1234, 2999])('finds the same records as a full scan (contact %i)', (position) => {
    for (const search of searchesFor(position)) {
      const view = compileSearch({ state, settings }, contacts, search, Number.MAX_SAFE_INTEGER);
      const matches = (id: string) => view.matches(id, state.store('0-1').edit(id));
      const short = candidateIds(state, contacts, search);
      expect(short).not.toBeNull();
      expect((short ?? []).length).toBeLessThan(400);
      expect((short ?? []).filter(matches)).toEqual([...state.store('0-1').ids()].filter(matches));
    }
  });

  it("isn't used where it would miss a record", () => {
    for (const filter of [
      { propertyName: 'lastname', operator: 'EQ', value: 'Moreau' },
      { propertyName: 'email', operator: 'CONTAINS_TOKEN', value: '*@firm1.example' },
      { propertyName: 'phone', operator: 'HAS_PROPERTY' },
    ] as const) {
      expect(candidateIds(state, contacts, { groups: [[filter]], query: '' })).toBeNull();
    }
    for (const query of ['moreau', '12345', 'firm1.example'])
      expect(candidateIds(state, contacts, { groups: [], query })).toBeNull();
  });
});
