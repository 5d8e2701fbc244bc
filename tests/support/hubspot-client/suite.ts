import type { Filter } from '@hubspot/api-client/lib/codegen/crm/companies/models/Filter';
import { FilterOperatorEnum } from '@hubspot/api-client/lib/codegen/crm/companies/models/Filter';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import type { ClientClass, ConnectedClient } from './connect';
import { connectClient, refusalOf } from './connect';
import { walkAssociations, walkPeople, walkPipelines, walkProperties, walkSchemas } from './definition-suite';
import { objectCases, walkObject } from './object-suite';

/** Every API of the sandbox's CRM by the typed calls of an official client. */
export function describeCalls(loadClient: () => Promise<ClientClass>): void {
  let connected: ConnectedClient;

  beforeAll(async () => {
    connected = await connectClient(await loadClient());
  });
  afterAll(() => connected.sandbox.close());

  it.each(objectCases)('$name: create, read, page, update, search, archive, alone and in batches', (objectCase) =>
    walkObject(connected, objectCase),
  );
  it('properties and their groups', () => walkProperties(connected));
  it('pipelines, stages and what changed in them', () => walkPipelines(connected));
  it('owners, users and teams', () => walkPeople(connected));
  it('schemas and records of a custom object, upserts', () => walkSchemas(connected));
  it('associations of both generations, labels, batches', () => walkAssociations(connected));

  it('search of contacts by typed filters, by phone, by address', async () => {
    const { contacts } = connected.hubspot.crm;
    const made = await contacts.basicApi.create({
      properties: { email: 'ines@quay.example', phone: '06 39 98 44 55' },
      associations: [],
    });
    await connected.settle();
    const find = async (propertyName: string, operator: FilterOperatorEnum, value: string) =>
      (
        await contacts.searchApi.doSearch({
          filterGroups: [{ filters: [{ propertyName, operator, value }] }],
          properties: ['phone'],
          limit: 10,
          sorts: ['createdate'],
          after: '',
        })
      ).results.map(({ id }) => id);
    expect(await find('email', FilterOperatorEnum.Eq, 'INES@quay.example')).toEqual([made.id]);
    expect(await find('hs_searchable_calculated_phone_number', FilterOperatorEnum.ContainsToken, '*639984455')).toEqual(
      [made.id],
    );
    expect(await find('hs_searchable_calculated_phone_number', FilterOperatorEnum.Eq, '+33639984455')).toEqual([]);
    expect(await refusalOf(find('no_such_property', FilterOperatorEnum.Eq, 'x'))).toBe('400 VALIDATION_ERROR');
  });

  it('search by every operator, typed', async () => {
    const { companies } = connected.hubspot.crm;
    const make = async (properties: Record<string, string>) =>
      (await companies.basicApi.create({ properties, associations: [] })).id;
    const small = await make({ name: 'Quayside Boats', numberofemployees: '5', type: 'PARTNER' });
    const large = await make({ name: 'Quayside Cranes', numberofemployees: '500', city: 'Brest' });
    await connected.settle();
    const find = async (filter: Omit<Filter, 'propertyName'> & { propertyName: string }) =>
      (
        await companies.searchApi.doSearch({
          filterGroups: [
            {
              filters: [
                { propertyName: 'name', operator: FilterOperatorEnum.ContainsToken, value: 'quayside' },
                filter,
              ],
            },
          ],
          properties: [],
          limit: 10,
          sorts: ['numberofemployees'],
          after: '0',
        })
      ).results.map(({ id }) => id);
    const employees = (operator: FilterOperatorEnum, value?: string, highValue?: string) =>
      find({
        propertyName: 'numberofemployees',
        operator,
        ...(value ? { value } : {}),
        ...(highValue ? { highValue } : {}),
      });
    expect(await employees(FilterOperatorEnum.Eq, '5')).toEqual([small]);
    expect(await employees(FilterOperatorEnum.Neq, '5')).toEqual([large]);
    expect(await employees(FilterOperatorEnum.Lt, '500')).toEqual([small]);
    expect(await employees(FilterOperatorEnum.Lte, '500')).toEqual([small, large]);
    expect(await employees(FilterOperatorEnum.Gt, '5')).toEqual([large]);
    expect(await employees(FilterOperatorEnum.Gte, '5')).toEqual([small, large]);
    expect(await employees(FilterOperatorEnum.Between, '6', '500')).toEqual([large]);
    expect(await find({ propertyName: 'name', operator: FilterOperatorEnum.In, values: ['quayside boats'] })).toEqual([
      small,
    ]);
    expect(
      await find({ propertyName: 'name', operator: FilterOperatorEnum.NotIn, values: ['quayside boats'] }),
    ).toEqual([large]);
    expect(await find({ propertyName: 'city', operator: FilterOperatorEnum.HasProperty })).toEqual([large]);
    expect(await find({ propertyName: 'city', operator: FilterOperatorEnum.NotHasProperty })).toEqual([small]);
    expect(await find({ propertyName: 'name', operator: FilterOperatorEnum.ContainsToken, value: 'cra*' })).toEqual([
      large,
    ]);
    expect(await find({ propertyName: 'name', operator: FilterOperatorEnum.NotContainsToken, value: 'cra*' })).toEqual([
      small,
    ]);
    expect(await find({ propertyName: 'type', operator: FilterOperatorEnum.Eq, value: 'partner' })).toEqual([]);
  });

  it('contacts: conflict, merge, privacy deletion, and the whole list', async () => {
    const { contacts } = connected.hubspot.crm;
    const create = (email: string) => contacts.basicApi.create({ properties: { email }, associations: [] });
    const [one, two] = [await create('one@quay.example'), await create('two@quay.example')];
    expect(await refusalOf(create('one@quay.example'))).toBe('409 CONFLICT');
    const merged = await contacts.basicApi.merge({ primaryObjectId: one.id, objectIdToMerge: two.id });
    expect(merged.properties).toMatchObject({ email: 'one@quay.example', hs_additional_emails: 'two@quay.example' });
    expect(await contacts.basicApi.getById(two.id)).toMatchObject({ id: merged.id });
    await contacts.basicApi.purge({ objectId: 'one@quay.example', idProperty: 'email' });
    expect(await refusalOf(contacts.basicApi.getById(one.id))).toBe('404 OBJECT_NOT_FOUND');
    const all = await contacts.getAll(100);
    expect(all.length).toBeGreaterThan(300);
    expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
  });

  it('a batch in which something is missing: 207, and the client names it', async () => {
    const { contacts } = connected.hubspot.crm;
    const answer = await contacts.batchApi.read({ inputs: [{ id: '1' }], properties: [], propertiesWithHistory: [] });
    expect(answer).toMatchObject({
      status: 'COMPLETE',
      results: [],
      numErrors: 1,
      errors: [{ category: 'OBJECT_NOT_FOUND', context: { ids: ['1'] } }],
    });
  });

  it('values that are refused', async () => {
    const { basicApi } = connected.hubspot.crm.tickets;
    const create = (properties: Record<string, string>) => basicApi.create({ properties, associations: [] });
    expect(await refusalOf(create({ subject: 'T', hs_pipeline_stage: '1', missing: 'x' }))).toBe(
      '400 VALIDATION_ERROR',
    );
    expect(await refusalOf(create({ subject: 'T' }))).toBe('400 VALIDATION_ERROR');
  });

  it('account details and call outcomes by plain requests', async () => {
    const details = await connected.hubspot.apiRequest({ path: '/account-info/v3/details' });
    expect(
      z.object({ portalId: z.number(), uiDomain: z.string() }).parse(await details.json()).portalId,
    ).toBeGreaterThan(0);
    const outcomes = await connected.hubspot.apiRequest({ path: '/calling/v1/dispositions' });
    expect(z.array(z.object({ id: z.uuid(), label: z.string() })).parse(await outcomes.json())).toHaveLength(6);
  });

  // Last, because it counts what the others did.
  it('leaves no typed call unmade', () => {
    const { all, unmade } = connected.typedCalls();
    expect(all.length).toBeGreaterThan(180);
    expect(unmade).toEqual([]);
  });
}
