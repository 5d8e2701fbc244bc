import { expect } from 'vitest';
import type { Client } from '@hubspot/api-client';
import type { ConnectedClient } from './connect';
import { refusalOf } from './connect';

type Properties = Record<string, string>;
interface Found {
  id: string;
  properties: Record<string, string | null>;
  createdAt: Date;
  updatedAt: Date;
  archived?: boolean;
}

/** What the client's typed APIs of one object have in common. */
interface ObjectApis {
  basicApi: {
    create(input: { properties: Properties; associations: [] }): Promise<Found>;
    getById(
      id: string,
      properties?: string[],
      withHistory?: string[],
      associations?: string[],
      archived?: boolean,
    ): Promise<Found & { propertiesWithHistory?: Record<string, unknown[]> }>;
    getPage(
      limit?: number,
      after?: string,
      properties?: string[],
    ): Promise<{ results: Found[]; paging?: { next?: { after: string } } }>;
    update(id: string, input: { properties: Properties }): Promise<Found>;
    archive(id: string): Promise<void>;
    merge?(input: { primaryObjectId: string; objectIdToMerge: string }): Promise<Found>;
  };
  batchApi: {
    create(input: { inputs: { properties: Properties; associations: [] }[] }): Promise<{ results: Found[] }>;
    read(input: {
      inputs: { id: string }[];
      properties: string[];
      propertiesWithHistory: string[];
    }): Promise<{ results: Found[] }>;
    update(input: { inputs: { id: string; properties: Properties }[] }): Promise<{ results: Found[] }>;
    upsert(input: {
      inputs: { id: string; idProperty: string; properties: Properties }[];
    }): Promise<{ results: (Found & { _new: boolean })[] }>;
    archive(input: { inputs: { id: string }[] }): Promise<void>;
  };
  searchApi: {
    doSearch(input: {
      filterGroups: [];
      query: string;
      sorts: string[];
      properties: string[];
      limit: number;
      after: string;
    }): Promise<{ total: number; results: Found[] }>;
  };
}

export interface ObjectCase {
  name: string;
  apis: (hubspot: Client) => ObjectApis;
  properties: Properties;
  /** One that search looks into. */
  text: string;
}

const time = { hs_timestamp: '2026-11-02T08:30:00Z' };

export const objectCases: ObjectCase[] = [
  { name: 'contacts', apis: ({ crm }) => crm.contacts, properties: { lastname: 'Quillfeather' }, text: 'lastname' },
  {
    name: 'companies',
    apis: ({ crm }) => crm.companies,
    properties: { name: 'Quillfeather', domain: 'quill.example' },
    text: 'name',
  },
  {
    name: 'deals',
    apis: ({ crm }) => crm.deals,
    properties: { dealname: 'Quillfeather', dealstage: 'contractsent', pipeline: 'default' },
    text: 'dealname',
  },
  {
    name: 'tickets',
    apis: ({ crm }) => crm.tickets,
    properties: { subject: 'Quillfeather', hs_pipeline: '0', hs_pipeline_stage: '1' },
    text: 'subject',
  },
  { name: 'products', apis: ({ crm }) => crm.products, properties: { name: 'Quillfeather' }, text: 'name' },
  {
    name: 'calls',
    apis: ({ crm }) => crm.objects.calls,
    properties: { ...time, hs_call_title: 'Quillfeather' },
    text: 'hs_call_title',
  },
  {
    name: 'notes',
    apis: ({ crm }) => crm.objects.notes,
    properties: { ...time, hs_note_body: 'Quillfeather' },
    text: 'hs_note_body',
  },
  {
    name: 'tasks',
    apis: ({ crm }) => crm.objects.tasks,
    properties: { ...time, hs_task_subject: 'Quillfeather' },
    text: 'hs_task_subject',
  },
  {
    name: 'meetings',
    apis: ({ crm }) => crm.objects.meetings,
    properties: { ...time, hs_meeting_title: 'Quillfeather' },
    text: 'hs_meeting_title',
  },
  {
    name: 'emails',
    apis: ({ crm }) => crm.objects.emails,
    properties: { ...time, hs_email_subject: 'Quillfeather' },
    text: 'hs_email_subject',
  },
  {
    name: 'communications',
    apis: ({ crm }) => crm.objects.communications,
    properties: { ...time, hs_communication_channel_type: 'SMS', hs_communication_body: 'Quillfeather' },
    text: 'hs_communication_body',
  },
  {
    name: 'any object, by its type id',
    apis: ({ crm }) => byTypeId(crm.objects, '0-3'),
    properties: { dealname: 'Quillfeather', dealstage: 'contractsent' },
    text: 'dealname',
  },
];

function byTypeId({ basicApi, batchApi, searchApi }: Client['crm']['objects'], typeId: string): ObjectApis {
  return {
    basicApi: {
      create: (input) => basicApi.create(typeId, input),
      getById: (id, ...rest) => basicApi.getById(typeId, id, ...rest),
      getPage: (...rest) => basicApi.getPage(typeId, ...rest),
      update: (id, input) => basicApi.update(typeId, id, input),
      archive: (id) => basicApi.archive(typeId, id),
    },
    batchApi: {
      create: (input) => batchApi.create(typeId, input),
      read: (input) => batchApi.read(typeId, input),
      update: (input) => batchApi.update(typeId, input),
      upsert: (input) => batchApi.upsert(typeId, input),
      archive: (input) => batchApi.archive(typeId, input),
    },
    searchApi: { doSearch: (input) => searchApi.doSearch(typeId, input) },
  };
}

/** One object through every typed call that all objects have. */
export async function walkObject(
  { hubspot, settle }: ConnectedClient,
  { apis, properties, text }: ObjectCase,
): Promise<void> {
  const { basicApi, batchApi, searchApi } = apis(hubspot);
  const associations: [] = [];
  const input = { properties, associations };

  const made = await basicApi.create(input);
  expect(made.properties).toMatchObject({ [text]: 'Quillfeather' });
  expect(made.createdAt).toBeInstanceOf(Date);
  const read = await basicApi.getById(made.id, [text], [text]);
  expect(read).toMatchObject({ id: made.id, archived: false, properties: { [text]: 'Quillfeather' } });
  expect(read.propertiesWithHistory?.[text]).toHaveLength(1);
  const page = await basicApi.getPage(100, undefined, [text]);
  expect(page.results.length).toBeGreaterThan(0);

  const changed = await basicApi.update(made.id, { properties: { [text]: 'Quillfeather the second' } });
  expect(changed.updatedAt.getTime()).toBeGreaterThanOrEqual(made.updatedAt.getTime());
  const batch = await batchApi.create({ inputs: [input, input] });
  expect(batch.results).toHaveLength(2);
  const ids = batch.results.map(({ id }) => ({ id }));
  await batchApi.update({ inputs: ids.map(({ id }) => ({ id, properties: { [text]: 'Quillfeather of the batch' } })) });
  const found = await batchApi.read({ inputs: ids, properties: [text], propertiesWithHistory: [] });
  expect(found.results.map((record) => record.properties[text])).toEqual([
    'Quillfeather of the batch',
    'Quillfeather of the batch',
  ]);

  await settle();
  const search = (query: string) =>
    searchApi.doSearch({ filterGroups: [], query, sorts: [`-${text}`], properties: [text], limit: 10, after: '0' });
  expect((await search('quillfeather')).results.map((record) => record.id)).toEqual([
    made.id,
    ...batch.results.map(({ id }) => id),
  ]);

  const key = {
    id: `key of ${made.id}`,
    idProperty: 'hs_unique_creation_key',
    properties: { ...properties, hs_unique_creation_key: `key of ${made.id}` },
  };
  const [first] = (await batchApi.upsert({ inputs: [key] })).results;
  expect(first).toMatchObject({ _new: true, properties: { [text]: 'Quillfeather' } });
  expect((await batchApi.upsert({ inputs: [key] })).results).toMatchObject([{ _new: false, id: first?.id }]);
  if (basicApi.merge) {
    const merged = await basicApi.merge({ primaryObjectId: made.id, objectIdToMerge: first?.id ?? '' });
    expect(merged.id).not.toBe(made.id);
    expect(await basicApi.getById(made.id)).toMatchObject({ id: merged.id });
    await basicApi.archive(merged.id);
  } else {
    await basicApi.archive(first?.id ?? '');
    await basicApi.archive(made.id);
  }

  await batchApi.archive({ inputs: ids });
  expect((await search('quillfeather')).total).toBe(0);
  expect(await refusalOf(basicApi.getById(made.id))).toBe('404 OBJECT_NOT_FOUND');
  const [{ id: archived } = { id: '' }] = ids;
  expect(await basicApi.getById(archived, [], [], [], true)).toMatchObject({ archived: true });
}
