import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { AppError } from '@/lib/domain/base/app-error';
import { ruleDefinitionSchema, type RuleDefinition } from '@/lib/domain/assignment/rule';
import type { FieldSource } from '@/lib/domain/interaction/data';
import { readAccountOptions } from '@/lib/services/connections/read-account-options';
import { createFields } from '@/lib/services/crm-objects/create-fields';
import { createObject } from '@/lib/services/crm-objects/create-object';
import { createRule } from '@/lib/services/rules/create-rule';
import { editRule } from '@/lib/services/rules/edit-rule';
import { listRules, readRule } from '@/lib/services/rules/queries';
import { configureArticle, hubspotClient, type ArticleWorld } from '../../support/article-world';
import { startWorld } from '../../support/connect-world';

/** A rule is checked against the account when it is saved, and again by what the account says later. */
const world = await startWorld();
let article: ArticleWorld;
let hubspot: Awaited<ReturnType<typeof hubspotClient>>;
let preset: RuleDefinition;
const administrator = () => world.ctx(world.administrator.actor);
const readAccount = () =>
  readAccountOptions(world.ctx({ kind: 'system', name: 'read-account-options' }), { authMethodId: article.methodId });

beforeAll(async () => {
  article = await configureArticle(world);
  hubspot = await hubspotClient(world, 'crm.schemas.contacts.write');
  const property = { groupName: 'call', type: 'string', fieldType: 'text' };
  await hubspot.property('calls', { ...property, name: 'desk', label: 'Desk' });
  await createFields(administrator(), {
    objectId: article.objectIds.calls,
    fields: [
      { name: 'Owner', apiName: 'hubspot_owner_id', type: 'short_text' },
      { name: 'Desk', apiName: 'desk', type: 'short_text' },
      { name: 'Call ID', apiName: 'hs_object_id', type: 'short_text' },
    ],
  });
  const { definition } = await world.db.assignmentRule.findFirstOrThrow({ where: { crmId: article.crmId } });
  preset = ruleDefinitionSchema.parse(definition);
});
afterEach(() => world.control('DELETE', '/faults'));

/** The preset with other sources; null leaves the row out. */
async function withSources(sources: Record<string, FieldSource | null>): Promise<RuleDefinition> {
  const fields = await world.db.crmField.findMany({ where: { objectId: article.objectIds.calls } });
  if (preset.action.kind !== 'create') throw new Error('the preset creates');
  const idOf = (apiName: string) => fields.find((field) => field.apiName === apiName)?.id ?? '';
  const kept = preset.action.mapping.filter(
    ({ fieldId }) => !Object.keys(sources).some((name) => idOf(name) === fieldId),
  );
  const added = Object.entries(sources).flatMap(([name, source]) => (source ? [{ fieldId: idOf(name), source }] : []));
  return { ...preset, action: { ...preset.action, mapping: [...kept, ...added] } };
}

let serial = 0;
async function save(sources: Record<string, FieldSource | null>, acceptedFindings: string[] = []) {
  serial += 1;
  const definition = await withSources(sources);
  return createRule(administrator(), { crmId: article.crmId, name: `Rule ${serial}`, definition, acceptedFindings });
}
const data = (key: 'queue' | 'agentEmail'): FieldSource => ({ kind: 'data', key, table: [] });

describe('saving a rule', () => {
  it.each<[what: string, Record<string, FieldSource | null>, finding: string, message: string]>([
    ['text into a number', { hs_call_duration: data('queue') }, 'not_number:hs_call_duration', 'mapping_not_number'],
    [
      'an address into the owner',
      { hubspot_owner_id: data('agentEmail') },
      'email_as_owner:hubspot_owner_id',
      'mapping_email_as_owner',
    ],
    [
      'an option that is not there',
      { hs_call_status: { kind: 'literal', text: 'RANG' } },
      'no_option:hs_call_status:RANG',
      'mapping_no_option',
    ],
    [
      'a calculated property',
      { hs_object_id: { kind: 'literal', text: '1' } },
      'read_only:hs_object_id',
      'mapping_read_only',
    ],
    ['no time of the call', { hs_timestamp: null }, 'required:hs_timestamp', 'mapping_required'],
    [
      'lines into one line',
      { hs_call_title: { kind: 'template', text: '{{queue}}\n{{toNumber}}' } },
      'loses_lines:hs_call_title',
      'mapping_loses_lines',
    ],
  ])('refuses %s beside its row, and takes it from whoever insists', async (_what, sources, id, key) => {
    const error: unknown = await save(sources).catch((failure: unknown) => failure);
    if (!(error instanceof AppError)) throw new Error('the rule was saved');
    expect(error).toMatchObject({ code: 'INVALID_INPUT', key: 'mapping_unfit', details: { findings: [{ id }] } });
    expect(Object.entries(error.fields ?? {})).toMatchObject([
      [expect.stringMatching(/^definition\.action\.mapping/), { key }],
    ]);
    const { id: ruleId, isChecked } = await save(sources, [id]);
    expect(isChecked).toBe(true);
    expect(await readRule(administrator(), { id: ruleId })).toMatchObject({
      acceptedFindings: [id],
      findings: [{ id, isAccepted: true }],
    });
    expect(
      await world.db.historyEntry.findFirst({ where: { entityId: ruleId, action: 'rule.created' } }),
    ).toMatchObject({
      after: { acceptedFindings: [id] },
    });
  });

  it('takes back what was insisted on by no name but its own', async () => {
    const long = { hs_call_title: { kind: 'literal', text: 'x'.repeat(300) } } as const;
    await expect(save(long, ['not_number:hs_call_title', 'required:hs_timestamp'])).rejects.toMatchObject({
      details: { findings: [{ id: 'too_long:hs_call_title' }] },
    });
    // What is insisted on and doesn't apply isn't stored.
    const { id } = await save(long, ['too_long:hs_call_title', 'not_number:hs_call_title']);
    expect(await readRule(administrator(), { id })).toMatchObject({ acceptedFindings: ['too_long:hs_call_title'] });
  });

  it('refuses what is new to whoever insisted before, and forgets what no longer applies', async () => {
    const { id } = await save({ hs_call_duration: data('queue') }, ['not_number:hs_call_duration']);
    const edit = async (sources: Record<string, FieldSource | null>) => {
      const { version, name, acceptedFindings } = await readRule(administrator(), { id });
      return editRule(administrator(), { id, name, definition: await withSources(sources), acceptedFindings, version });
    };
    await expect(edit({ hs_call_duration: data('queue'), hs_timestamp: null })).rejects.toMatchObject({
      key: 'mapping_unfit',
      details: { findings: [{ id: 'required:hs_timestamp' }] },
    });
    await edit({});
    await expect(edit({ hs_call_duration: data('queue') })).rejects.toMatchObject({ key: 'mapping_unfit' });
  });

  it('marks rules whose account changed, and refuses them until they are mended', async () => {
    const sources = { desk: data('queue') };
    const { id } = await save(sources);
    await hubspot.removeProperty('calls', 'desk');
    await readAccount();
    const { rules } = await listRules(administrator(), { crmId: article.crmId });
    expect(rules.find((rule) => rule.id === id)?.findings).toMatchObject([{ id: 'gone:desk', isAccepted: false }]);
    expect(rules[0]?.findings).toEqual([]);
    await expect(save(sources)).rejects.toMatchObject({ details: { findings: [{ id: 'gone:desk' }] } });
  });

  it('refuses links with an object that the account lacks, and takes them from whoever insists', async () => {
    const pets = await createObject(administrator(), { crmId: article.crmId, name: 'Pets', apiName: 'pets' });
    const base = await withSources({});
    if (base.action.kind !== 'create') throw new Error('the preset creates');
    const associations = [...base.action.associations, { objectId: pets.id, find: 'attached' as const }];
    const definition: RuleDefinition = { ...base, action: { ...base.action, associations } };
    const saveIt = (acceptedFindings: string[]) =>
      createRule(administrator(), { crmId: article.crmId, name: 'With pets', definition, acceptedFindings });
    const at = `definition.action.associations.${associations.length - 1}.objectId`;
    await expect(saveIt([])).rejects.toMatchObject({
      key: 'mapping_unfit',
      fields: { [at]: { key: 'mapping_link_absent', params: { object: 'Pets' } } },
      details: { findings: [{ id: 'link_absent:pets' }] },
    });
    const { id } = await saveIt(['link_absent:pets']);
    expect(await readRule(administrator(), { id })).toMatchObject({
      isChecked: true,
      findings: [{ id: 'link_absent:pets', isAccepted: true }],
    });
  });

  it('says when the account could not be asked, and checks once it can be read', async () => {
    await world.control('POST', '/faults', { method: 'GET', path: '*properties*', status: 503, times: 100 });
    const status: FieldSource = { kind: 'literal', text: 'LATER' };
    await world.db.accountOptions.deleteMany();
    const { id, isChecked } = await save({ hs_call_status: status });
    expect(isChecked).toBe(false);
    expect(await readRule(administrator(), { id })).toMatchObject({ isChecked: false, findings: [] });
    // What every account requires is known without asking.
    await expect(save({ hs_timestamp: null })).rejects.toMatchObject({ key: 'mapping_unfit' });
    await world.control('DELETE', '/faults');
    await readAccount();
    expect(await readRule(administrator(), { id })).toMatchObject({
      isChecked: true,
      findings: [{ id: 'no_option:hs_call_status:LATER', isAccepted: false }],
    });
  });
});
