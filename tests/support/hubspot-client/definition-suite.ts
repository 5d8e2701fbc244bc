import { AssociationSpecAssociationCategoryEnum } from '@hubspot/api-client/lib/codegen/crm/associations/v4/models/AssociationSpec';
import { ObjectTypePropertyCreateTypeEnum } from '@hubspot/api-client/lib/codegen/crm/schemas/models/ObjectTypePropertyCreate';
import {
  PropertyCreateFieldTypeEnum,
  PropertyCreateTypeEnum,
} from '@hubspot/api-client/lib/codegen/crm/properties/models/PropertyCreate';
import { expect } from 'vitest';
import type { ConnectedClient } from './connect';
import { refusalOf } from './connect';

const text = { type: PropertyCreateTypeEnum.String, fieldType: PropertyCreateFieldTypeEnum.Text };

export async function walkProperties({ hubspot }: ConnectedClient): Promise<void> {
  const { coreApi, groupsApi, batchApi } = hubspot.crm.properties;
  await groupsApi.create('contacts', { name: 'visits', label: 'Visits', displayOrder: 3 });
  expect(await groupsApi.getByName('contacts', 'visits')).toMatchObject({ label: 'Visits', archived: false });
  await groupsApi.update('contacts', 'visits', { label: 'All visits' });
  expect((await groupsApi.getAll('contacts')).results.map((group) => group.label)).toContain('All visits');

  const made = await coreApi.create('contacts', {
    ...text,
    name: 'visit_key',
    label: 'Visit',
    groupName: 'visits',
    hasUniqueValue: true,
  });
  expect(made).toMatchObject({ hasUniqueValue: true, hubspotDefined: false, archived: false });
  expect(made.createdAt).toBeInstanceOf(Date);
  expect(
    await refusalOf(coreApi.create('contacts', { ...text, name: 'visit_key', label: 'Visit', groupName: 'visits' })),
  ).toBe('409 OBJECT_ALREADY_EXISTS');
  expect(await coreApi.update('contacts', 'visit_key', { label: 'Key of the visit' })).toMatchObject({
    label: 'Key of the visit',
  });
  expect(await coreApi.getByName('contacts', 'email')).toMatchObject({ type: 'string', hasUniqueValue: true });
  expect((await coreApi.getAll('contacts')).results.length).toBeGreaterThan(40);

  await batchApi.create('contacts', { inputs: [{ ...text, name: 'visit_note', label: 'Note', groupName: 'visits' }] });
  const read = await batchApi.read('contacts', {
    archived: false,
    inputs: [{ name: 'visit_note' }, { name: 'visit_key' }],
  });
  expect(read.results.map((property) => property.name)).toEqual(['visit_note', 'visit_key']);
  await batchApi.archive('contacts', { inputs: [{ name: 'visit_note' }] });
  await coreApi.archive('contacts', 'visit_key');
  expect(await refusalOf(coreApi.getByName('contacts', 'visit_key'))).toBe('404 OBJECT_NOT_FOUND');
  await groupsApi.archive('contacts', 'visits');
}

export async function walkPipelines({ hubspot }: ConnectedClient): Promise<void> {
  const { pipelinesApi, pipelineStagesApi, pipelineAuditsApi, pipelineStageAuditsApi } = hubspot.crm.pipelines;
  const open = { ticketState: 'OPEN' };
  expect((await pipelinesApi.getAll('tickets')).results).toMatchObject([
    { id: '0', stages: [{ id: '1' }, { id: '2' }, { id: '3' }, { id: '4' }] },
  ]);
  const made = await pipelinesApi.create('tickets', {
    label: 'Returns',
    displayOrder: 1,
    stages: [{ label: 'In', displayOrder: 0, metadata: open }],
  });
  expect(await pipelinesApi.getById('tickets', made.id)).toMatchObject({ label: 'Returns', archived: false });
  const stage = await pipelineStagesApi.create('tickets', made.id, {
    label: 'Out',
    displayOrder: 1,
    metadata: { ticketState: 'CLOSED' },
  });
  expect(await pipelineStagesApi.getById('tickets', made.id, stage.id)).toMatchObject({
    metadata: { isClosed: 'true' },
  });
  expect((await pipelineStagesApi.getAll('tickets', made.id)).results).toHaveLength(2);
  await pipelineStagesApi.replace('tickets', made.id, stage.id, { label: 'Sent out', displayOrder: 2, metadata: open });
  expect(await pipelineStagesApi.update('tickets', made.id, stage.id, { label: 'Gone', metadata: {} })).toMatchObject({
    label: 'Gone',
  });
  expect((await pipelineStageAuditsApi.getAudit('tickets', stage.id)).results.map((audit) => audit.action)).toEqual([
    'UPDATE',
    'UPDATE',
    'CREATE',
  ]);
  await pipelineStagesApi.archive('tickets', made.id, stage.id);
  await pipelinesApi.update('tickets', made.id, { label: 'Send-backs' });
  await pipelinesApi.replace('tickets', made.id, {
    label: 'Refunds',
    displayOrder: 1,
    stages: [{ label: 'In', displayOrder: 0, metadata: open }],
  });
  expect((await pipelineAuditsApi.getAudit('tickets', made.id)).results.length).toBeGreaterThan(2);
  await pipelinesApi.archive('tickets', made.id);
  expect(await refusalOf(pipelinesApi.getById('tickets', made.id))).toBe('404 OBJECT_NOT_FOUND');
}

export async function walkPeople({ hubspot }: ConnectedClient): Promise<void> {
  const { ownersApi } = hubspot.crm.owners;
  const owners = await ownersApi.getPage(undefined, undefined, 2);
  expect(owners.results).toHaveLength(2);
  const [owner] = owners.results;
  expect(await ownersApi.getById(Number(owner?.id))).toEqual(owner);
  expect(await ownersApi.getById(Number(owner?.userId), 'userId')).toEqual(owner);
  expect((await ownersApi.getPage(owner?.email)).results).toEqual([owner]);
  expect((await ownersApi.getPage(undefined, undefined, 100, true)).results).toMatchObject([{ archived: true }]);

  const { usersApi, teamsApi, rolesApi } = hubspot.settings.users;
  const users = await usersApi.getPage();
  expect(await usersApi.getById(users.results[0]?.id ?? '')).toEqual(users.results[0]);
  expect((await teamsApi.getAll()).results).toMatchObject([{ name: 'Customer care' }]);
  expect((await rolesApi.getAll()).results).toEqual([]);
  const joined = await usersApi.create({ email: 'Noor@Quay.example', firstName: 'Noor', sendWelcomeEmail: false });
  expect(await usersApi.getById('noor@quay.example', 'EMAIL')).toMatchObject({
    id: joined.id,
    firstName: 'Noor',
    superAdmin: false,
  });
  expect(await refusalOf(usersApi.create({ email: 'noor@quay.example' }))).toBe('409 CONFLICT');
  expect(await usersApi.replace(joined.id, { lastName: 'Haddad' })).toMatchObject({
    firstName: 'Noor',
    lastName: 'Haddad',
  });
  expect((await ownersApi.getPage('noor@quay.example')).results).toMatchObject([
    { userId: Number(joined.id), lastName: 'Haddad' },
  ]);
  await usersApi.archive(joined.id);
  expect(await refusalOf(usersApi.getById(joined.id))).toBe('404 OBJECT_NOT_FOUND');
}

export async function walkSchemas({ hubspot }: ConnectedClient): Promise<void> {
  const { coreApi } = hubspot.crm.schemas;
  const { basicApi, batchApi } = hubspot.crm.objects;
  const made = await coreApi.create({
    name: 'machine',
    labels: { singular: 'Machine', plural: 'Machines' },
    primaryDisplayProperty: 'serial',
    requiredProperties: ['serial'],
    searchableProperties: ['serial'],
    secondaryDisplayProperties: [],
    associatedObjects: ['CONTACT'],
    properties: [
      {
        name: 'serial',
        label: 'Serial',
        type: ObjectTypePropertyCreateTypeEnum.String,
        fieldType: 'text',
        hasUniqueValue: true,
      },
    ],
  });
  const type = made.objectTypeId ?? '';
  expect(made.fullyQualifiedName).toMatch(/^p\d+_machine$/);
  const record = await basicApi.create(type, { properties: { serial: 'M-1' }, associations: [] });
  expect(await basicApi.getById(type, 'M-1', undefined, undefined, undefined, false, 'serial')).toMatchObject({
    id: record.id,
  });
  const upsert = await batchApi.upsert(type, {
    inputs: [
      { id: 'M-2', idProperty: 'serial', properties: { serial: 'M-2' } },
      { id: 'M-1', idProperty: 'serial', properties: {} },
    ],
  });
  expect(upsert.results).toMatchObject([{ _new: true }, { _new: false }]);
  expect((await coreApi.getAll()).results).toHaveLength(1);
  expect(await coreApi.getById(type)).toMatchObject({ name: 'machine', requiredProperties: ['serial'] });
  expect(await coreApi.update(type, { labels: { plural: 'Engines' } })).toMatchObject({
    labels: { plural: 'Engines' },
  });
  const link = await coreApi.createAssociation(type, {
    fromObjectTypeId: type,
    toObjectTypeId: '0-5',
    name: 'machine_to_ticket',
  });
  await coreApi.archiveAssociation(type, link.id);
  expect(await refusalOf(coreApi.archive(type))).toBe('400 VALIDATION_ERROR');
  await batchApi.archive(type, { inputs: upsert.results.map(({ id }) => ({ id })) });
  await coreApi.archive(type);
  expect(await refusalOf(coreApi.getById(type))).toBe('404 OBJECT_NOT_FOUND');
}

export async function walkAssociations({ hubspot }: ConnectedClient): Promise<void> {
  const { crm } = hubspot;
  const { basicApi, batchApi, schema } = crm.associations.v4;
  const create = async (type: string, properties: Record<string, string>) =>
    (await crm.objects.basicApi.create(type, { properties, associations: [] })).id;
  const contact = await create('contacts', { firstname: 'A' });
  const company = await create('companies', { name: 'C' });
  const ticket = await create('tickets', { subject: 'T', hs_pipeline_stage: '1' });
  const hubspotDefined = { associationCategory: AssociationSpecAssociationCategoryEnum.HubspotDefined };

  const linked = await basicApi.createDefault('contacts', contact, 'tickets', ticket);
  expect(linked.results.map((link) => link.associationSpec.associationTypeId)).toEqual([15, 16]);
  expect(
    await basicApi.create('contacts', contact, 'companies', company, [{ ...hubspotDefined, associationTypeId: 1 }]),
  ).toMatchObject({ fromObjectTypeId: '0-1', labels: ['Primary'] });
  expect((await basicApi.getPage('tickets', ticket, 'contacts', undefined, 500)).results).toMatchObject([
    { toObjectId: contact, associationTypes: [{ typeId: 16 }] },
  ]);
  await basicApi.archive('contacts', contact, 'tickets', ticket);
  expect((await basicApi.getPage('tickets', ticket, 'contacts')).results).toEqual([]);

  const pair = { _from: { id: contact }, to: { id: ticket } };
  await batchApi.create('contacts', 'tickets', {
    inputs: [{ ...pair, types: [{ ...hubspotDefined, associationTypeId: 15 }] }],
  });
  expect((await batchApi.getPage('contacts', 'tickets', { inputs: [{ id: contact }] })).results).toMatchObject([
    { _from: { id: contact }, to: [{ toObjectId: ticket }] },
  ]);
  await batchApi.archive('contacts', 'tickets', { inputs: [{ _from: { id: contact }, to: [{ id: ticket }] }] });
  expect((await batchApi.createDefault('contacts', 'tickets', { inputs: [pair] })).results).toHaveLength(2);

  const labels = await schema.definitionsApi.create('contacts', 'tickets', {
    name: 'witness',
    label: 'Witness',
    inverseLabel: 'Seen by',
  });
  const typeId = labels.results[0]?.typeId ?? 0;
  await schema.definitionsApi.update('contacts', 'tickets', { associationTypeId: typeId, label: 'Onlooker' });
  expect((await schema.definitionsApi.getAll('contacts', 'tickets')).results.map((type) => type.label)).toContain(
    'Onlooker',
  );
  const userDefined = [
    { associationCategory: AssociationSpecAssociationCategoryEnum.UserDefined, associationTypeId: typeId },
  ];
  await batchApi.create('contacts', 'tickets', { inputs: [{ ...pair, types: userDefined }] });
  await batchApi.archiveLabels('contacts', 'tickets', { inputs: [{ ...pair, types: userDefined }] });
  await schema.definitionsApi.remove('contacts', 'tickets', typeId);

  const older = crm.associations.batchApi;
  await older.archive('contacts', 'tickets', { inputs: [{ ...pair, type: 'contact_to_ticket' }] });
  await older.create('contacts', 'tickets', { inputs: [{ ...pair, type: 'contact_to_ticket' }] });
  expect((await older.read('contacts', 'tickets', { inputs: [{ id: contact }] })).results).toMatchObject([
    { to: [{ id: ticket, type: 'contact_to_ticket' }] },
  ]);
  expect((await crm.associations.schema.typesApi.getAll('contacts', 'tickets')).results).toEqual([
    { id: '15', name: 'contact_to_ticket' },
  ]);
}
