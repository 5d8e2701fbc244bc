import { describe, expect, it } from 'vitest';
import { logCallPreset } from '@/lib/integrations/crm/hubspot/presets';
import { calls, contacts, fieldId, nextId, objects } from '@/tests/support/crm-model';
import type { AssociationChoice, RuleDefinition } from '../assignment/rule';
import type { FieldModel, ObjectModel } from '../crm/crm';
import type { CrmFieldType } from '../crm/field-types';
import type { PropertyFacts } from '../crm/property-facts';
import type { FieldSource } from '../interaction/data';
import type { ScenarioDefinition } from '../screen-pop/scenario';
import { checkMapping, checkPrefills, unaccepted, type MappingFinding } from './check-mapping';
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
    ['an email’s headers into a long text', 'long_text', kind('text'), data('emailHeaders'), []],
    [
      'an email’s headers into a text that cuts them short',
      'short_text',
      kind('text'),
      data('emailHeaders'),
      [`too_long:value ${AT}.key`],
    ],
    [
      'an email’s headers into HTML',
      'long_text',
      kind('text', { isHtml: true }),
      data('emailHeaders'),
      [`field_type:value ${AT}.key`],
    ],
    [
      'participants into a text of one line',
      'short_text',
      kind('text'),
      data('participants'),
      [`loses_lines:value ${AT}.key`],
    ],
    ['addresses into a number', 'numeric', kind('number'), data('ccEmails'), [`not_number:value ${AT}.key`]],
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
    ['a value that is too long', 'short_text', kind('text'), literal('x'.repeat(256)), [`too_long:value ${AT}.text`]],
    ['a template that is cut', 'short_text', kind('text'), template(`{{queue}} ${'x'.repeat(256)}`), []],
    [
      'a table with a value that is too long',
      'phone',
      { facts: null },
      data('queue', ['a', '1'.repeat(80)], ['b', '1'.repeat(81)]),
      [`too_long:value ${AT}.table.1.to`],
    ],
    ['a long value into long text', 'long_text', kind('text'), literal('x'.repeat(2000)), []],
    [
      'two long values that begin alike',
      'long_text',
      STATUS,
      data('queue', ['a', `${'x'.repeat(499)}1`], ['b', `${'x'.repeat(499)}2`]),
      [`no_option:value:${'x'.repeat(499)}1 ${AT}.table.0.to`, `no_option:value:${'x'.repeat(499)}2 ${AT}.table.1.to`],
    ],
    ['a table of addresses to owners', 'short_text', OWNER, data('agentEmail', ['lea@company.example', '101']), []],
    [
      'a table of addresses to nobody',
      'short_text',
      OWNER,
      data('agentEmail', ['lea@company.example', '103']),
      [`not_owner:value ${AT}.table.0.to`],
    ],
    ['yes or no for a colleague', 'yes_no', kind('yes_no'), data('internalCall', ['yes', 'true'], ['no', 'false']), []],
    ['a day', 'date', kind('date'), literal('2026-11-30'), []],
    ['a day that does not exist', 'date', kind('date'), literal('2026-02-30'), [`not_date:value ${AT}.text`]],
    ['a French day', 'short_text', kind('date'), literal('30/11/2026'), [`not_date:value ${AT}.text`]],
    ['a French number', 'numeric', kind('number'), literal('1 234,5'), []],
    ['a French number as text', 'short_text', kind('number'), literal('1 234,5'), [`not_number:value ${AT}.text`]],
    ['oui', 'yes_no', kind('yes_no'), literal('oui'), [`not_yes_no:value ${AT}.text`]],
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

  describe('links', () => {
    const stage: FieldModel = {
      id: nextId(),
      name: 'Stage',
      apiName: 'stage',
      type: 'short_text',
      required: false,
      readOnly: false,
      options: [],
      ...kind('choice', { hiddenValues: ['ARCHIVED'] }),
      ...options('OPEN', 'CLOSED'),
    };
    const tickets: ObjectModel = { ...contacts, id: nextId(), name: 'Tickets', apiName: 'tickets', fields: [stage] };
    const absent = { ...account, isAbsent: true };
    const linkedWith = (
      association: Partial<AssociationChoice>,
      target: ObjectModel | null,
      { source = calls, kind: how = 'create' }: { source?: ObjectModel; kind?: 'create' | 'update' } = {},
    ) => {
      const rule = create(source, []);
      if (rule.action.kind === 'attach') throw new Error('it writes');
      const definition: RuleDefinition = {
        ...rule,
        action: {
          ...rule.action,
          kind: how,
          associations: [
            { objectId: contacts.id, find: 'attached' },
            { objectId: tickets.id, find: 'attached_or_related', ...association },
          ],
        },
      };
      return checkMapping(definition, [source, contacts, ...(target ? [target] : [])])
        .filter(({ path }) => !path.startsWith('action.mapping'))
        .map(({ id, path }) => `${id} @${path}`);
    };
    const AT_LINK = '@action.associations.1';
    const skip = (...values: string[]) => ({ unless: { fieldId: stage.id, values } });

    it.each<[what: string, string[], string[]]>([
      ['an object of the account', linkedWith({}, tickets), []],
      ['an object never read', linkedWith(skip('SOLD'), { ...tickets, fields: [{ ...stage, facts: null }] }), []],
      [
        'an object that the account lacks',
        linkedWith(skip('SOLD'), { ...tickets, account: absent }),
        [`link_absent:tickets ${AT_LINK}.objectId`],
      ],
      [
        'an object that the account lacks, from a record that is changed',
        linkedWith({}, { ...tickets, account: absent }, { kind: 'update' }),
        [`link_absent:tickets ${AT_LINK}.objectId`],
      ],
      [
        'two objects that the account lacks',
        linkedWith({}, { ...tickets, account: absent }, { source: { ...calls, account: absent } }),
        ['object_absent:calls @action.objectId', `link_absent:tickets ${AT_LINK}.objectId`],
      ],
      [
        'an object that is not configured',
        linkedWith({}, null),
        [`link_not_configured:${tickets.id} ${AT_LINK}.objectId`],
      ],
      [
        'records skipped by a property that is gone',
        linkedWith(skip('CLOSED'), { ...tickets, account: { ...account, gone: ['stage'] } }),
        [`link_skip_gone:tickets:stage ${AT_LINK}.unless.fieldId`],
      ],
      [
        'records skipped by an option that is gone',
        linkedWith(skip('CLOSED', 'SOLD', 'ARCHIVED'), tickets),
        [`link_skip_no_option:tickets:stage:SOLD ${AT_LINK}.unless.values`],
      ],
    ])('%s', (_what, found, expected) => {
      expect(found).toEqual(expected);
    });
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

  it('demands no row that could not be filled', () => {
    const field = (apiName: string, more: Partial<FieldModel>): FieldModel => ({
      id: nextId(),
      name: apiName,
      apiName,
      type: 'short_text',
      required: true,
      readOnly: false,
      options: [],
      ...more,
    });
    const required = [{ apiName: 'locked', label: 'Locked' }];
    const object: ObjectModel = {
      ...calls,
      fields: [
        ...calls.fields,
        field('set_by_hubspot', kind('number', { isReadOnly: true })),
        field('removed', {}),
        field('locked', { readOnly: true }),
      ],
      account: { ...account, gone: ['removed'], required },
    };
    const title = [{ fieldId: fieldId(calls, 'hs_call_title'), source: literal('x') }];
    expect(checkMapping(create(object, title), [object])).toMatchObject([
      { id: 'required_locked:locked', message: { params: { object: 'Calls' } } },
    ]);
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

describe('checkPrefills', () => {
  const account = { required: [], gone: [], isAbsent: false, readAt: new Date(0) };
  const leads: ObjectModel = {
    ...contacts,
    id: nextId(),
    name: 'Leads',
    fields: Object.entries<Partial<FieldModel>>({
      amount: kind('number'),
      owner: OWNER,
      status: STATUS,
      interests: SEVERAL,
      born: kind('date'),
      score: kind('number', { isReadOnly: true }),
    }).map(([apiName, more]) => ({
      id: nextId(),
      name: apiName,
      apiName,
      type: 'short_text',
      required: true,
      readOnly: false,
      options: [],
      ...more,
    })),
    account,
  };
  type Form = Record<string, FieldSource>;

  function prefills(none: Form | null, withheld: Form | null = null, object = leads): string[] {
    const form = (given: Form | null): ScenarioDefinition['outcomes']['none'] =>
      given === null
        ? { action: 'search' }
        : {
            action: 'create_form',
            objectId: object.id,
            prefill: Object.entries(given).map(([name, source]) => ({ fieldId: fieldId(leads, name), source })),
          };
    const definition: ScenarioDefinition = {
      channels: ['voice'],
      directions: ['incoming'],
      moment: 'presented',
      steps: [],
      outcomes: {
        none: form(none),
        one: { action: 'open_card' },
        several: { action: 'chooser' },
        withheld: form(withheld),
      },
    };
    return checkPrefills(definition, [object]).map(({ id, path }) => `${id} @${path}`);
  }

  it.each<[what: string, form: Form, expected: string[]]>([
    ['nothing: the agent fills in what is required', {}, []],
    [
      'what fits',
      { amount: literal('12'), owner: data('agentOwner'), status: literal('MISSED'), interests: literal('A;B') },
      [],
    ],
    ['text into a number', { amount: data('queue') }, ['not_number:amount source.key']],
    ['an email address into an owner', { owner: data('agentEmail') }, ['email_as_owner:owner source.key']],
    ['an option that is not there', { status: literal('RANG') }, ['no_option:status:RANG source.text']],
    ['one of several that is not there', { interests: literal('A;C') }, ['no_option:interests:A;C source.text']],
    ['a time into a day', { born: data('startedAt') }, ['time_in_date:born source.key']],
    ['a calculated property', { score: literal('1') }, ['read_only:score fieldId']],
    [
      'a template with text into a number',
      { amount: template('{{durationMs}} ms') },
      ['not_number:amount source.text'],
    ],
  ])('finds, for %s', (_what, form, expected) => {
    const at = (which: string) =>
      expected.map((one) => {
        const [id = '', below = ''] = one.split(' ');
        return `${which}/contacts/${id} @outcomes.${which}.prefill.0.${below}`;
      });
    expect(prefills(form)).toEqual(at('none'));
    expect(prefills(null, form)).toEqual(at('withheld'));
    // Insisting on one of the two forms is not insisting on the other.
    expect(prefills(form, form)).toEqual([...at('none'), ...at('withheld')]);
  });

  it('finds what is gone, and what no agent could fill in', () => {
    expect(prefills({ amount: literal('1') }, null, { ...leads, account: { ...account, isAbsent: true } })).toEqual([
      'none/contacts/object_absent:contacts @outcomes.none.objectId',
    ]);
    expect(prefills({ amount: literal('x') }, null, { ...leads, account: { ...account, gone: ['amount'] } })).toEqual([
      'none/contacts/gone:amount @outcomes.none.prefill.0.fieldId',
    ]);
    const required = [
      { apiName: 'plan', label: 'Plan' },
      { apiName: 'status', label: 'Status' },
    ];
    const locked = leads.fields.map((field) => (field.apiName === 'status' ? { ...field, readOnly: true } : field));
    expect(prefills({}, null, { ...leads, account: { ...account, required } })).toEqual([
      'none/contacts/required_no_field:plan @outcomes.none.objectId',
    ]);
    expect(prefills({}, null, { ...leads, fields: locked, account: { ...account, required } })).toEqual([
      'none/contacts/required_no_field:plan @outcomes.none.objectId',
      'none/contacts/required_locked:status @outcomes.none.objectId',
    ]);
  });

  it('looks at no object that is not offered', () => {
    expect(prefills(null, null, { ...leads, account: { ...account, isAbsent: true } })).toEqual([]);
  });
});
