import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { crmFieldInputSchema, crmInputSchema, crmObjectInputSchema, orderInputSchema, type FieldModel } from './crm';
import { CRM_FIELD_TYPES, type CrmFieldType } from './field-types';
import { cardTitle } from './card-title';
import { displayFieldValue } from './fields';
import { fromLocalText, toLocalText } from '../base/local-time';
import type { DisplayContext } from './field-value';
import { encodeFieldValue, readFieldValue, valueIn } from './fields';
import { suggestField, typeWarnings, type PropertyShape } from './field-suggestion';
import { issueMessages } from '../base/validation';

const colours = [
  { value: 'RED', label: 'Red' },
  { value: 'A;B', label: 'Both' },
];

function field(type: CrmFieldType, more: Partial<FieldModel> = {}): FieldModel {
  return {
    id: 'f',
    name: 'F',
    apiName: 'f',
    type,
    required: false,
    readOnly: false,
    options: type === 'list' ? colours : [],
    ...more,
  };
}

function refusals(result: {
  success: boolean;
  error?: { issues: Parameters<typeof issueMessages>[0][] };
}): Record<string, string> {
  return Object.fromEntries((result.error?.issues ?? []).flatMap(issueMessages).map(([path, ref]) => [path, ref.key]));
}

describe('schemas', () => {
  const crm = {
    name: 'HubSpot',
    reference: 'hubspot-1',
    type: 'hubspot',
    authMethodId: '0192f0c1-0000-7000-8000-000000000001',
  };

  it('refuses an invalid CRM with a message for each field', () => {
    expect(crmInputSchema.safeParse(crm).success).toBe(true);
    expect(refusals(crmInputSchema.safeParse({ name: ' ', reference: 'a b', type: '', authMethodId: '' }))).toEqual({
      name: 'required',
      reference: 'reference_pattern',
      type: 'required',
      authMethodId: 'method_missing',
    });
    expect(refusals(crmInputSchema.safeParse({ ...crm, authMethodId: 'x', extra: 1 }))).toEqual({
      authMethodId: 'wrong_format',
      extra: 'unknown_field',
    });
  });

  it.each(['contacts', '0-1', '2-1234567', 'p1234_pets'])('accepts the object %s', (apiName) => {
    expect(crmObjectInputSchema.safeParse({ name: 'X', apiName }).success).toBe(true);
  });

  it.each([
    ['__proto__', 'object_api_name_pattern'],
    ['constructor', 'reserved_name'],
    ['toString', 'reserved_name'],
    ['con tacts', 'object_api_name_pattern'],
    ['../x', 'object_api_name_pattern'],
    ['', 'required'],
  ])('refuses the object %j: %s', (apiName, key) => {
    expect(refusals(crmObjectInputSchema.safeParse({ name: 'X', apiName }))).toMatchObject({ apiName: key });
  });

  it('refuses contradictory field settings', () => {
    const base = { name: 'Status', apiName: 'status', type: 'list' };
    expect(refusals(crmFieldInputSchema.safeParse(base))).toEqual({ options: 'list_needs_options' });
    expect(refusals(crmFieldInputSchema.safeParse({ ...base, options: [colours[0], colours[0]] }))).toEqual({
      'options.1.value': 'duplicate_value',
    });
    expect(refusals(crmFieldInputSchema.safeParse({ ...base, type: 'short_text', options: colours }))).toEqual({
      options: 'options_of_list_only',
    });
    expect(refusals(crmFieldInputSchema.safeParse({ ...base, type: 'email', required: true, readOnly: true }))).toEqual(
      { required: 'required_but_read_only' },
    );
    expect(refusals(crmFieldInputSchema.safeParse({ ...base, type: 'picture' }))).toEqual({ type: 'not_offered' });
    expect(refusals(crmFieldInputSchema.safeParse({ ...base, type: 'url', apiName: 'hasOwnProperty' }))).toEqual({
      apiName: 'reserved_name',
    });
  });

  it('refuses an order with a duplicate ID', () => {
    expect(orderInputSchema.safeParse({ ids: [crm.authMethodId, crm.authMethodId] }).success).toBe(false);
  });
});

describe('encodeFieldValue', () => {
  it.each<[CrmFieldType, string, string]>([
    ['short_text', '  Marie ', 'Marie'],
    ['long_text', 'a\nb', 'a\nb'],
    ['phone', '01 76 00 01 01', '01 76 00 01 01'],
    ['email', 'Marie@Example.COM', 'marie@example.com'],
    ['numeric', '12', '12'],
    ['numeric', '-1.50', '-1.50'],
    ['numeric', '1 234,5', '1234.5'],
    ['numeric', '12,25', '12.25'],
    ['date', '2028-02-29', '2028-02-29'],
    ['date_time', '2026-11-23T10:30:00+01:00', '2026-11-23T09:30:00.000Z'],
    ['date_time', '2026-11-23T09:30Z', '2026-11-23T09:30:00.000Z'],
    ['time', '9:05', '09:05'],
    ['time', '23:59:30', '23:59'],
    ['yes_no', 'true', 'true'],
    ['list', 'A;B', 'A;B'],
    ['url', 'https://example.com/a', 'https://example.com/a'],
  ])('%s: %j is sent as %j', (type, input, value) => {
    expect(encodeFieldValue(field(type), input)).toEqual({ ok: true, value });
  });

  it.each<[CrmFieldType, string, string]>([
    ['short_text', 'a\nb', 'one_line'],
    ['short_text', 'x'.repeat(256), 'too_big_text'],
    ['phone', 'none', 'phone'],
    ['email', 'marie@', 'email'],
    ['email', 'a b@c.de', 'email'],
    ['numeric', '1,234', 'number'],
    ['numeric', '1e5', 'number'],
    ['numeric', 'NaN', 'number'],
    ['numeric', '0x10', 'number'],
    ['date', '2026-02-30', 'date'],
    ['date', '23/11/2026', 'date'],
    ['date_time', '2026-11-23T09:30', 'date_time'],
    ['date_time', '2026-13-01T00:00:00Z', 'date_time'],
    ['time', '24:00', 'time'],
    ['yes_no', 'yes', 'not_offered'],
    ['list', 'BLUE', 'not_offered'],
    ['list', 'Red', 'not_offered'],
    ['url', 'javascript:alert(1)', 'url'],
    ['url', 'https://a:b@example.com', 'url'],
    ['url', 'example.com', 'url'],
  ])('%s: %j is refused with %s', (type, input, key) => {
    expect(encodeFieldValue(field(type), input)).toMatchObject({ ok: false, message: { key } });
  });

  it('clears values, requires required ones, and skips read-only fields', () => {
    expect(encodeFieldValue(field('numeric'), ' ')).toEqual({ ok: true, value: null });
    expect(encodeFieldValue(field('numeric', { required: true }), null)).toMatchObject({
      ok: false,
      message: { key: 'required' },
    });
    expect(encodeFieldValue(field('short_text', { readOnly: true }), 'x')).toMatchObject({
      ok: false,
      message: { key: 'read_only' },
    });
  });
});

describe('readFieldValue and displayFieldValue', () => {
  const english: DisplayContext = {
    locale: 'en-GB',
    timeZone: 'Europe/Paris',
    defaultCountry: 'FR',
    words: { yes: 'Yes', no: 'No' },
  };
  const french: DisplayContext = { ...english, locale: 'fr-FR', words: { yes: 'Oui', no: 'Non' } };
  const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ');

  it.each<[CrmFieldType, string | null, string, string]>([
    ['date', '2026-11-23', '23 Nov 2026', '23 nov. 2026'],
    ['date', '1795392000000', '23 Nov 2026', '23 nov. 2026'],
    ['date', '2026-11-23T00:00:00.000Z', '23 Nov 2026', '23 nov. 2026'],
    ['date_time', '2026-11-23T23:30:00Z', '24 Nov 2026, 00:30', '24 nov. 2026, 00:30'],
    ['date_time', '1795476600000', '24 Nov 2026, 00:30', '24 nov. 2026, 00:30'],
    ['numeric', '1234.5', '1,234.5', '1 234,5'],
    ['yes_no', 'true', 'Yes', 'Oui'],
    ['yes_no', 'FALSE', 'No', 'Non'],
    ['time', '09:05', '09:05', '09:05'],
    ['list', 'RED', 'Red', 'Red'],
    ['list', 'RED;GREEN', 'Red, GREEN', 'Red, GREEN'],
    ['list', 'A;B', 'Both', 'Both'],
    ['phone', '+33176000101', '01 76 00 01 01', '01 76 00 01 01'],
    ['short_text', null, '', ''],
    ['date', 'soon', 'soon', 'soon'],
    ['numeric', 'many', 'many', 'many'],
    ['yes_no', 'oui', 'oui', 'oui'],
  ])('%s: %j reads %j, %j', (type, stored, en, fr) => {
    expect(plain(displayFieldValue(field(type), stored, english))).toBe(en);
    expect(plain(displayFieldValue(field(type), stored, french))).toBe(fr);
  });

  it('never throws, and reads back what it wrote', () => {
    const types = fc.constantFrom(...CRM_FIELD_TYPES);
    const texts = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.constantFrom(
        '__proto__',
        '2026-11-23',
        '99999-01-01',
        '0000-00-00',
        '9999999999999999',
        '-1',
        '1e400',
        'true',
        'RED;RED',
      ),
      fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
      fc.double().map(String),
    );
    fc.assert(
      fc.property(types, texts, (type, text) => {
        expect(typeof displayFieldValue(field(type), text, french)).toBe('string');
        const encoded = encodeFieldValue(field(type), text);
        if (!encoded.ok || encoded.value === null) return;
        expect(readFieldValue(field(type), encoded.value).kind).not.toBe('unreadable');
        expect(encodeFieldValue(field(type), encoded.value)).toEqual(encoded);
      }),
      { numRuns: 3000 },
    );
  });

  it('reads own properties only', () => {
    expect(valueIn({ a: '1', b: null }, 'a')).toBe('1');
    for (const name of ['b', 'c', '__proto__', 'constructor', 'toString'])
      expect(valueIn({ b: null }, name)).toBeNull();
  });

  it('titles a card by its first short text fields', () => {
    const fields = [
      field('phone', { apiName: 'phone' }),
      field('short_text', { apiName: 'firstname' }),
      field('short_text', { apiName: 'lastname' }),
      field('short_text', { apiName: 'city' }),
    ];
    expect(
      cardTitle({ fields }, { id: '7', values: { firstname: 'Marie', lastname: 'Durand', city: 'Lyon', phone: '1' } }),
    ).toBe('Marie Durand');
    expect(cardTitle({ fields }, { id: '7', values: { firstname: null, lastname: '  ', phone: '+33176000101' } })).toBe(
      '+33176000101',
    );
    expect(cardTitle({ fields }, { id: '7', values: {} })).toBe('7');
  });

  it('converts local time to an instant and back, across both clock changes', () => {
    expect(fromLocalText('2026-07-01T10:30', 'Europe/Paris')?.toISOString()).toBe('2026-07-01T08:30:00.000Z');
    expect(fromLocalText('2026-10-25T02:30', 'Europe/Paris')?.toISOString()).toBe('2026-10-25T00:30:00.000Z');
    expect(fromLocalText('2026-03-29T02:30', 'Europe/Paris')?.toISOString()).toBe('2026-03-29T01:30:00.000Z');
    expect(fromLocalText('nonsense', 'Europe/Paris')).toBeNull();
    const zones = fc.constantFrom('Europe/Paris', 'America/New_York', 'Asia/Kathmandu', 'Australia/Lord_Howe', 'UTC');
    const dates = fc.date({ min: new Date('1975-01-01'), max: new Date('2037-01-01'), noInvalidDate: true });
    fc.assert(
      fc.property(zones, dates, (zone, at) => {
        const local = toLocalText(at, zone);
        const back = fromLocalText(local, zone);
        expect(back && toLocalText(back, zone)).toBe(local);
      }),
      { numRuns: 500 },
    );
  });
});

describe('suggestField and typeWarnings', () => {
  const property = (more: Partial<PropertyShape>): PropertyShape => ({
    apiName: 'p',
    label: 'P',
    suggestedType: 'short_text',
    options: [],
    isReadOnly: false,
    isRequired: false,
    isMultiple: false,
    ...more,
  });
  const keys = (
    type: CrmFieldType,
    shape: Partial<PropertyShape>,
    more: { required?: boolean; readOnly?: boolean } = {},
  ) =>
    typeWarnings({ type, required: false, readOnly: false, ...more }, property(shape)).map((ref) =>
      ref.key.replace('type_warning_', ''),
    );

  it('suggests settings that pass validation', () => {
    const suggested = suggestField(
      property({
        suggestedType: 'list',
        options: [...colours, { value: ' ', label: '' }, { value: 'RED', label: 'again' }],
        isRequired: true,
        label: ' ',
      }),
    );
    expect(suggested).toEqual({
      name: 'p',
      apiName: 'p',
      type: 'list',
      required: true,
      readOnly: false,
      options: colours,
    });
    expect(crmFieldInputSchema.safeParse(suggested).success).toBe(true);
    expect(suggestField(property({ suggestedType: 'list' })).type).toBe('short_text');
    expect(suggestField(property({ isRequired: true, isReadOnly: true }))).toMatchObject({
      required: false,
      readOnly: true,
    });
  });

  it.each<[CrmFieldType, Partial<PropertyShape>, string[]]>([
    ['short_text', { suggestedType: 'short_text' }, []],
    ['phone', { suggestedType: 'short_text' }, []],
    ['short_text', { suggestedType: 'list', options: colours }, ['list_as_text']],
    ['date', { suggestedType: 'date_time' }, ['loses_time']],
    ['date_time', { suggestedType: 'date' }, ['time_refused']],
    ['short_text', { suggestedType: 'date' }, ['shows_raw_value']],
    ['short_text', { suggestedType: 'numeric' }, ['text_refused']],
    ['numeric', { suggestedType: 'short_text' }, ['may_hold_other']],
    ['yes_no', { suggestedType: 'list' }, ['may_hold_other']],
    ['list', { suggestedType: 'list', isMultiple: true }, ['several_values']],
    ['short_text', { isRequired: true }, ['provider_requires']],
    ['short_text', { isReadOnly: true }, ['provider_read_only']],
    ['short_text', { suggestedType: 'long_text' }, ['may_be_long']],
  ])('%s on %j warns of %j', (type, shape, expected) => {
    expect(keys(type, shape)).toEqual(expected);
  });

  it('shows no warning where the types match', () => {
    expect(keys('short_text', { suggestedType: 'numeric', isReadOnly: true }, { readOnly: true })).toEqual([]);
    for (const type of CRM_FIELD_TYPES) expect(keys(type, { suggestedType: type })).toEqual([]);
  });

  it("warns about options that the CRM doesn't have", () => {
    const warnings = typeWarnings(
      { type: 'list', required: false, readOnly: false, options: [{ value: 'BLUE', label: 'Blue' }] },
      property({ suggestedType: 'list', options: colours }),
    );
    expect(warnings).toEqual([{ key: 'type_warning_unknown_options', params: { values: 'BLUE' } }]);
  });
});
