import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { AppError } from '@/lib/domain/base/app-error';
import type { FieldSource } from '@/lib/domain/interaction/data';
import { scenarioDefinitionSchema, type ScenarioDefinition } from '@/lib/domain/screen-pop/scenario';
import { readAccountOptions } from '@/lib/services/connections/read-account-options';
import { createFields } from '@/lib/services/crm-objects/create-fields';
import { duplicateCrm } from '@/lib/services/crms/duplicate-crm';
import { createScenario } from '@/lib/services/scenarios/create-scenario';
import { duplicateScenario } from '@/lib/services/scenarios/duplicate-scenario';
import { editScenario } from '@/lib/services/scenarios/edit-scenario';
import { listScenarios, readScenario } from '@/lib/services/scenarios/queries';
import { configureArticle, hubspotClient, type ArticleWorld } from '../../support/article-world';
import { startWorld } from '../../support/connect-world';

/** What a scenario fills into the form of a new card is checked against the account, as the values of a rule are. */
const world = await startWorld();
let article: ArticleWorld;
let hubspot: Awaited<ReturnType<typeof hubspotClient>>;
let fields: Map<string, string>;
const administrator = () => world.ctx(world.administrator.actor);
const readAccount = () =>
  readAccountOptions(world.ctx({ kind: 'system', name: 'read-account-options' }), { authMethodId: article.methodId });

beforeAll(async () => {
  article = await configureArticle(world);
  hubspot = await hubspotClient(world, 'crm.schemas.contacts.write');
  const property = { groupName: 'contactinformation', label: 'Own' };
  const options = ['news', 'events'].map((value, displayOrder) => ({
    label: value,
    value,
    displayOrder,
    hidden: false,
  }));
  await hubspot.property('contacts', { ...property, name: 'visits', type: 'number', fieldType: 'number' });
  await hubspot.property('contacts', { ...property, name: 'met_on', type: 'date', fieldType: 'date' });
  await hubspot.property('contacts', { ...property, name: 'met_at', type: 'datetime', fieldType: 'date' });
  await hubspot.property('contacts', { ...property, name: 'desk', type: 'string', fieldType: 'text' });
  await hubspot.property('contacts', {
    ...property,
    name: 'wants',
    type: 'enumeration',
    fieldType: 'checkbox',
    options,
  });
  await hubspot.property('contacts', {
    ...property,
    name: 'is_known',
    type: 'bool',
    fieldType: 'booleancheckbox',
    options: ['true', 'false'].map((value, displayOrder) => ({ label: value, value, displayOrder, hidden: false })),
  });
  const added = [
    'visits',
    'met_on',
    'met_at',
    'desk',
    'wants',
    'is_known',
    'hubspot_owner_id',
    'lifecyclestage',
    'createdate',
  ];
  await createFields(administrator(), {
    objectId: article.objectIds.contacts,
    fields: added.map((apiName) => ({ name: apiName, apiName, type: 'short_text' as const })),
  });
  const rows = await world.db.crmField.findMany({ where: { objectId: article.objectIds.contacts } });
  fields = new Map(rows.map(({ apiName, id }) => [apiName, id]));
});
afterEach(() => world.control('DELETE', '/faults'));

type Form = Record<string, FieldSource>;
const literal = (text: string): FieldSource => ({ kind: 'literal', text });
const data = (key: Extract<FieldSource, { kind: 'data' }>['key']): FieldSource => ({ kind: 'data', key, table: [] });

async function withForms(none: Form, withheld?: Form): Promise<ScenarioDefinition> {
  const { definition } = await world.db.screenPopScenario.findFirstOrThrow({ where: { name: 'By number' } });
  const preset = scenarioDefinitionSchema.parse(definition);
  const form = (given: Form) => ({
    action: 'create_form' as const,
    objectId: article.objectIds.contacts,
    prefill: Object.entries(given).map(([name, source]) => ({ fieldId: fields.get(name) ?? name, source })),
  });
  return {
    ...preset,
    outcomes: { ...preset.outcomes, none: form(none), withheld: withheld ? form(withheld) : { action: 'nothing' } },
  };
}

let serial = 0;
async function save(form: Form, acceptedFindings: string[] = [], withheld?: Form) {
  serial += 1;
  const definition = await withForms(form, withheld);
  return createScenario(administrator(), {
    crmId: article.crmId,
    name: `Scenario ${serial}`,
    definition,
    acceptedFindings,
  });
}

const id = (finding: string, which = 'none') => `${which}/contacts/${finding}`;

describe('saving a scenario', () => {
  it.each<[what: string, form: Form, finding: string, key: string, part: string]>([
    ['text into a number', { visits: data('queue') }, 'not_number:visits', 'mapping_not_number', 'source.key'],
    ['text into a date', { met_at: data('outcome') }, 'not_date:met_at', 'mapping_not_date', 'source.key'],
    ['a time into a day', { met_on: data('startedAt') }, 'time_in_date:met_on', 'mapping_time_in_date', 'source.key'],
    ['oui into yes or no', { is_known: literal('oui') }, 'not_yes_no:is_known', 'mapping_not_yes_no', 'source.text'],
    [
      'a stage that is not there',
      { lifecyclestage: literal('friend') },
      'no_option:lifecyclestage:friend',
      'mapping_no_option',
      'source.text',
    ],
    [
      'one choice that is not there',
      { wants: literal('news;cake') },
      'no_option:wants:news;cake',
      'mapping_no_option',
      'source.text',
    ],
    ['any text into choices', { wants: data('queue') }, 'open_choice:wants', 'mapping_open_choice', 'source.key'],
    [
      'an address into the owner',
      { hubspot_owner_id: data('agentEmail') },
      'email_as_owner:hubspot_owner_id',
      'mapping_email_as_owner',
      'source.key',
    ],
    [
      'what HubSpot sets',
      { createdate: literal('2026-11-30') },
      'read_only:createdate',
      'mapping_read_only',
      'fieldId',
    ],
    [
      'a value that is too long',
      { desk: literal('x'.repeat(256)) },
      'too_long:desk',
      'mapping_too_long',
      'source.text',
    ],
  ])('refuses %s beside its row, and takes it from whoever insists', async (_what, form, finding, key, part) => {
    const error: unknown = await save(form).catch((failure: unknown) => failure);
    if (!(error instanceof AppError)) throw new Error('the scenario was saved');
    expect(error).toMatchObject({
      code: 'INVALID_INPUT',
      key: 'mapping_unfit',
      details: { findings: [{ id: id(finding) }] },
    });
    expect(error.fields).toMatchObject({ [`definition.outcomes.none.prefill.0.${part}`]: { key } });
    const { id: scenarioId, isChecked } = await save(form, [id(finding)]);
    expect(isChecked).toBe(true);
    expect(await readScenario(administrator(), { id: scenarioId })).toMatchObject({
      acceptedFindings: [id(finding)],
      findings: [{ id: id(finding), isAccepted: true }],
    });
    expect(
      await world.db.historyEntry.findFirst({ where: { entityId: scenarioId, action: 'scenario.created' } }),
    ).toMatchObject({ after: { acceptedFindings: [id(finding)] } });
  });

  it('takes what fits, and what an agent has to fill in', async () => {
    const { isChecked } = await save({
      phone: data('customerNumber'),
      visits: literal('1'),
      met_on: literal('2026-11-30'),
      wants: literal('news;events'),
      hubspot_owner_id: data('agentOwner'),
      desk: { kind: 'template', text: '{{queue}} {{agentName}}' },
    });
    expect(isChecked).toBe(true);
    expect((await save({})).isChecked).toBe(true);
  });

  it('refuses for each form what was insisted on for the other, and forgets what no longer applies', async () => {
    const form = { visits: data('queue') };
    await expect(save(form, [id('not_number:visits')], form)).rejects.toMatchObject({
      details: { findings: [{ id: id('not_number:visits', 'withheld') }] },
    });
    const { id: scenarioId } = await save(form, [id('not_number:visits')]);
    const edit = async (changed: Form) => {
      const { version, name, acceptedFindings } = await readScenario(administrator(), { id: scenarioId });
      const definition = await withForms(changed);
      return editScenario(administrator(), { id: scenarioId, name, definition, acceptedFindings, version });
    };
    await expect(edit({ ...form, desk: literal('x'.repeat(300)) })).rejects.toMatchObject({ key: 'mapping_unfit' });
    await edit({});
    await expect(edit(form)).rejects.toMatchObject({ key: 'mapping_unfit' });
  });

  it('refuses a field of another object before anything else', async () => {
    const subject = await world.db.crmField.findFirstOrThrow({ where: { objectId: article.objectIds.tickets } });
    await expect(save({ [subject.id]: literal('x') })).rejects.toMatchObject({
      fields: { 'definition.outcomes.none.prefill.0.fieldId': { key: 'field_gone' } },
    });
  });

  it('keeps what was insisted on in copies', async () => {
    const accepted = [id('not_number:visits')];
    const { id: scenarioId } = await save({ visits: data('queue') }, accepted);
    const copy = await duplicateScenario(administrator(), { id: scenarioId });
    expect(await readScenario(administrator(), copy)).toMatchObject({ acceptedFindings: accepted });
    const { id: crmId } = await duplicateCrm(administrator(), { id: article.crmId });
    const { scenarios } = await listScenarios(administrator(), { crmId });
    expect(scenarios.filter(({ acceptedFindings }) => acceptedFindings.includes(accepted[0] ?? ''))).not.toEqual([]);
  });

  it('marks scenarios whose account changed, and refuses them until they are mended', async () => {
    const form = { desk: data('queue') };
    const { id: scenarioId } = await save(form);
    await hubspot.removeProperty('contacts', 'desk');
    await readAccount();
    expect(await readScenario(administrator(), { id: scenarioId })).toMatchObject({
      findings: [{ id: id('gone:desk'), isAccepted: false }],
    });
    await expect(save(form)).rejects.toMatchObject({ details: { findings: [{ id: id('gone:desk') }] } });
  });

  it('says when the account could not be asked, and checks once it can be read', async () => {
    await world.control('POST', '/faults', { method: 'GET', path: '*properties*', status: 503, times: 100 });
    await world.db.accountOptions.deleteMany();
    const { id: scenarioId, isChecked } = await save({ lifecyclestage: literal('LATER') });
    expect(isChecked).toBe(false);
    expect(await readScenario(administrator(), { id: scenarioId })).toMatchObject({ isChecked: false, findings: [] });
    await world.control('DELETE', '/faults');
    await readAccount();
    expect(await readScenario(administrator(), { id: scenarioId })).toMatchObject({
      isChecked: true,
      findings: [{ id: id('no_option:lifecyclestage:LATER'), isAccepted: false }],
    });
  });
});
