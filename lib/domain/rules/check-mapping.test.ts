import { describe, expect, it } from 'vitest';
import { logCallPreset } from '@/lib/integrations/crm/hubspot/presets';
import { calls, contacts, fieldId, nextId, objects } from '@/tests/support/crm-model';
import type { RuleDefinition } from '../assignment/rule';
import type { FieldModel, ObjectModel } from '../crm/crm';
import type { CrmFieldType } from '../crm/field-types';
import type { PropertyFacts } from '../crm/property-facts';
import type { FieldSource } from '../interaction/data';
import { checkMapping, unaccepted, type MappingFinding } from './check-mapping';
import { applyRulePreset } from './presets';

const TEXT: PropertyFacts = { kind: 'text', isHtml: false, holdsOwner: false, isMultiple: false, isReadOnly: false };
const kind = (of: PropertyFacts['kind'], more: Partial<PropertyFacts> = {}) => ({
  facts: { ...TEXT, kind: of, ...more },
});
const options = (...values: string[]) => ({ accountOptions: values.map((value) => ({ value, label: value })) });

function check(type: CrmFieldType, more: Partial<FieldModel>, source: FieldSource, account?: ObjectModel['account']) {
  const field: FieldModel = {
    id: nextId(),
    name: 'Value',
    apiName: 'value',
    type,
    required: false,
    readOnly: false,
    options: [],
    ...more,
  };
  const object: ObjectModel = { ...contacts, fields: [field], ...(account ? { account } : {}) };
  return checkMapping(create(object, [{ fieldId: field.id, source }]), [object]).map(
    ({ id, path }) => `${id} @${path}`,
  );
}

function create(object: ObjectModel, mapping: { fieldId: string; source: FieldSource }[]): RuleDefinition {
  return {
    channels: ['voice'],
    directions: ['incoming'],
    queues: [],
    card: { kind: 'either' },
    action: { kind: 'create', objectId: object.id, mapping, associations: [] },
  };
}

const data = (key: Extract<FieldSource, { kind: 'data' }>['key'], ...table: [string, string][]): FieldSource => ({
  kind: 'data',
  key,
  table: table.map(([from, to]) => ({ from, to })),
});
const literal = (text: string): FieldSource => ({ kind: 'literal', text });
const template = (text: string): FieldSource => ({ kind: 'template', text });

const OWNER = { ...kind('choice', { holdsOwner: true }), ...options('101', '102') };
const STATUS = { ...kind('choice', { hiddenValues: ['OLD'] }), ...options('COMPLETED', 'MISSED') };
const SEVERAL = { ...kind('choice', { isMultiple: true }), ...options('A', 'B') };
const AT = '@action.mapping.0.source';

describe('checkMapping', () => {
  it.each<[what: string, CrmFieldType, Partial<FieldModel>, FieldSource, string[]]>([
    ['any text into a text', 'short_text', kind('text'), data('queue'), []],
    ['text into a number', 'short_text', kind('number'), data('queue'), [`not_number:value ${AT}.key`]],
    [
      'an email address into a number',
      'short_text',
      kind('number'),
      data('agentEmail'),
      [`not_number:value ${AT}.key`],
    ],
    [
      'a phone number into a number',
      'short_text',
      kind('number'),
      template('{{toNumber}}!'),
      [`not_number:value ${AT}.text`],
    ],
    ['a duration into a number', 'numeric', kind('number'), data('durationMs'), []],
    [
      'a duration in a sentence into a number',
      'numeric',
      kind('number'),
      template('{{durationMs}} ms'),
      [`not_number:value ${AT}.text`],
    ],
    ['a constant into a number', 'short_text', kind('number'), literal('12.5'), []],
    ['a constant word into a number', 'short_text', kind('number'), literal('twelve'), [`not_number:value ${AT}.text`]],
    [
      'text into a number of our own type, never read',
      'numeric',
      { facts: null },
      data('queue'),
      [`not_number:value ${AT}.key`],
    ],
    ['a time into a date and time', 'date_time', kind('date_time'), data('startedAt'), []],
    ['text into a date and time', 'short_text', kind('date_time'), data('outcome'), [`not_date:value ${AT}.key`]],
    ['a time into a day', 'date_time', kind('date'), data('startedAt'), [`time_in_date:value ${AT}.key`]],
    ['a time into a day that our field cuts out', 'date', kind('date'), data('startedAt'), []],
    ['text into yes or no', 'short_text', kind('yes_no'), data('result'), [`not_yes_no:value ${AT}.key`]],
    [
      'a table to yes and no',
      'short_text',
      kind('yes_no'),
      data('result', ['answered', 'true'], ['missed', 'no']),
      [`not_yes_no:value ${AT}.table.1.to`],
    ],
    ['the agent’s owner into an owner', 'short_text', OWNER, data('agentOwner'), []],
    ['an email address into an owner', 'short_text', OWNER, data('agentEmail'), [`email_as_owner:value ${AT}.key`]],
    [
      'a constant address into an owner',
      'short_text',
      OWNER,
      literal('lea@company.example'),
      [`email_as_owner:value ${AT}.text`],
    ],
    ['a name into an owner', 'short_text', OWNER, data('agentName'), [`not_owner:value ${AT}.key`]],
    ['one of the owners', 'short_text', OWNER, literal('102'), []],
    ['nobody of the owners', 'short_text', OWNER, literal('103'), [`not_owner:value ${AT}.text`]],
    [
      'an owner, with owners that can’t be read',
      'short_text',
      kind('choice', { holdsOwner: true }),
      literal('103'),
      [],
    ],
    ['an option', 'short_text', STATUS, literal('MISSED'), []],
    ['a hidden option', 'short_text', STATUS, literal('OLD'), []],
    ['an option in other letters', 'short_text', STATUS, literal('missed'), [`no_option:value:missed ${AT}.text`]],
    [
      'a choice with known values',
      'short_text',
      STATUS,
      data('direction'),
      [`no_option:value:incoming ${AT}.key`, `no_option:value:outgoing ${AT}.key`],
    ],
    [
      'a table with a value that isn’t there',
      'short_text',
      STATUS,
      data('result', ['answered', 'COMPLETED'], ['missed', 'GONE']),
      [`no_option:value:GONE ${AT}.table.1.to`],
    ],
    ['any text into a choice', 'short_text', STATUS, data('outcome'), [`open_choice:value ${AT}.key`]],
    ['a template into a choice', 'short_text', STATUS, template('{{outcome}}'), [`open_choice:value ${AT}.text`]],
    ['any text into a choice without known options', 'short_text', kind('choice'), data('outcome'), []],
    ['several options', 'short_text', SEVERAL, literal('A; B'), []],
    ['several, one of them not there', 'short_text', SEVERAL, literal('A;C'), [`no_option:value:A;C ${AT}.text`]],
    [
      'lines into one line',
      'long_text',
      kind('text', { isSingleLine: true }),
      template('{{queue}}\n{{outcome}}'),
      [`loses_lines:value ${AT}.text`],
    ],
    [
      'lines into one line of ours',
      'short_text',
      kind('text'),
      template('{{queue}}\n{{outcome}}'),
      [`loses_lines:value ${AT}.text`],
    ],
    ['lines into HTML', 'short_text', kind('text', { isHtml: true }), template('{{queue}}\n{{outcome}}'), []],
    [
      'a property HubSpot sets',
      'short_text',
      kind('number', { isReadOnly: true }),
      literal('1'),
      ['read_only:value @action.mapping.0.fieldId'],
    ],
    [
      'text into our own list',
      'list',
      { options: [{ value: 'A', label: 'A' }], facts: null },
      literal('B'),
      [`no_option:value:B ${AT}.text`],
    ],
    ['a name into an email address', 'email', kind('text'), data('agentName'), [`field_type:value ${AT}.key`]],
  ])('%s', (_what, type, more, source, expected) => {
    expect(check(type, more, source)).toEqual(expected);
  });

  const account = { required: [], gone: [], isAbsent: false, readAt: new Date(0) };

  it('finds a property and an object that are gone', () => {
    expect(check('short_text', {}, literal('x'), { ...account, gone: ['value'] })).toEqual([
      'gone:value @action.mapping.0.fieldId',
    ]);
    expect(check('short_text', {}, literal('x'), { ...account, isAbsent: true })).toEqual([
      'object_absent:contacts @action.objectId',
    ]);
  });

  it('names what new records need, whether it is a field here or not', () => {
    const needs = {
      ...account,
      required: [
        { apiName: 'hs_timestamp', label: 'Activity date' },
        { apiName: 'plan', label: 'Plan' },
      ],
    };
    const object = { ...calls, account: needs };
    const title = [{ fieldId: fieldId(calls, 'hs_call_title'), source: literal('x') }];
    const findings = checkMapping(create(object, title), [object]);
    expect(findings.map(({ id, path }) => `${id} @${path}`)).toEqual([
      'required:hs_timestamp @action.mapping',
      'required_unknown:plan @action.mapping',
    ]);
    expect(findings[1]?.message.params).toMatchObject({ field: 'Plan', property: 'plan', object: 'Calls' });
    const update: RuleDefinition = {
      ...create(object, title),
      action: { kind: 'update', objectId: object.id, mapping: title, associations: [] },
    };
    expect(checkMapping(update, [object])).toEqual([]);
  });

  it('has nothing against the preset', () => {
    const { definition } = applyRulePreset(logCallPreset, objects);
    expect(definition && checkMapping(definition, objects)).toEqual([]);
  });

  it('refuses what is new to whoever insisted on something else', () => {
    const finding: MappingFinding = { id: 'not_number:a', path: '', message: { key: 'mapping_not_number' } };
    expect(unaccepted([finding], ['not_number:b'])).toEqual([finding]);
    expect(unaccepted([finding], ['not_number:a'])).toEqual([]);
  });
});
