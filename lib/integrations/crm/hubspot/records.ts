import { z } from 'zod';
import type { CrmRecord } from '@/lib/domain/crm/records';
import { ProviderError } from '../../provider-error';
import type { ProviderContext } from '../contract/provider';
import type { ProviderAccess } from '../contract/access';
import type { RecordsCapability } from '../contract/records';
import { isRecordId, objectName, recordId, type CrmClient } from './client';
import { batchErrorsSchema, batchItemError } from './errors';
import { BATCH_SIZE, createJoin } from './joined-requests';
import { createLinks } from './links';
import { findMerged } from './merged-records';
import { recordSchema, recordUrl, toCrmRecord, toProperties } from './mappers';
import { toSdkSearch } from './sdk';
import { planSearch } from './search';
import { createTypeIds, knownTypeId } from './type-ids';
import { detectWriteKey } from './write-key';

/** Records of all objects. https://developers.hubspot.com/docs/api-reference/latest/crm/using-object-apis */
export function createRecords(context: ProviderContext, client: CrmClient): RecordsCapability {
  const typeIdOf = createTypeIds(client);
  const links = createLinks(client);
  const joinUpsert = createJoin<Upsert, Upserted>(({ id }) => id);
  const joinRead = createJoin<string, CrmRecord>((id) => id);
  const placeOf = async (access: ProviderAccess, objectApiName: string) => ({
    objectApiName,
    typeId: await typeIdOf(access, objectApiName),
    account: access.account,
    appUrl: context.appUrl,
  });

  /**
   * By id or by a unique property. Sends property names in the body, because a URL would be too long and might be
   * logged.
   */
  async function readBatch(access: ProviderAccess, operation: string, question: BatchQuestion): Promise<CrmRecord[]> {
    const { objectApiName, ids, properties, idProperty } = question;
    const answer = await client.call(access, { operation, isRead: true }, batchSchema, (sdk) =>
      sdk.batches().read(objectName(objectApiName, operation), {
        inputs: ids().map((id) => ({ id })),
        properties: [...properties],
        propertiesWithHistory: [],
        idProperty,
      }),
    );
    const failure = answer.errors?.find((error) => error.category !== 'OBJECT_NOT_FOUND');
    if (failure) throw batchItemError(operation, failure, [access.accessToken]);
    if (answer.results.length === 0) return [];
    const place = await placeOf(access, objectApiName);
    return answer.results.map((record) => toCrmRecord(record, place));
  }

  async function getMany(
    access: ProviderAccess,
    objectApiName: string,
    ids: readonly string[],
    properties: readonly string[],
  ): Promise<CrmRecord[]> {
    const wanted = [...new Set(ids)].filter(isRecordId);
    const found = new Map<string, CrmRecord>();
    for (let start = 0; start < wanted.length; start += BATCH_SIZE) {
      const question = { objectApiName, ids: () => wanted.slice(start, start + BATCH_SIZE), properties };
      for (const record of await readBatch(access, 'hubspot records.getMany', question)) found.set(record.id, record);
    }
    return wanted.flatMap((id) => found.get(id) ?? []);
  }

  const capability: RecordsCapability = {
    async search(access, query) {
      const operation = 'hubspot records.search';
      const type = objectName(query.objectApiName, operation);
      const { requests, mustReadAgain, unasked } = planSearch(query, operation);
      const found = new Map<string, CrmRecord>();
      let total = 0;
      for (const request of requests) {
        const page = await client.call(access, { operation, isRead: true, callClass: 'search' }, searchSchema, (sdk) =>
          sdk.search().doSearch(type, toSdkSearch(request)),
        );
        total = Math.max(total, page.total);
        if (page.results.length === 0) continue;
        const place = await placeOf(access, type);
        for (const record of page.results) found.set(record.id, toCrmRecord(record, place));
      }
      const hits = [...found.values()].slice(0, query.limit);
      const records = mustReadAgain
        ? await getMany(
            access,
            type,
            hits.map((hit) => hit.id),
            query.properties.concat(propertyNames(hits)),
          )
        : hits;
      return { records, total: Math.max(total, found.size), ...(unasked.length > 0 ? { unasked } : {}) };
    },

    async get(access, ref, properties) {
      const operation = 'hubspot records.get';
      const { objectApiName } = ref;
      const kind = [objectApiName, properties];
      const record = await joinRead(access, kind, recordId(ref.id, operation), async (take) => {
        let ids: readonly string[] = [];
        const records = await readBatch(access, operation, { objectApiName, ids: () => (ids = take()), properties });
        // The id of a merged record may be answered with the record that is left.
        return ids.length === 1 ? records : ids.map((id) => records.find((record) => record.id === id));
      });
      if (!record) throw new ProviderError('not_found', { operation });
      return record;
    },

    getMany,

    async locate(access, ref) {
      const operation = 'hubspot records.locate';
      const { objectApiName } = ref;
      const id = recordId(ref.id, operation);
      const [present] = await readBatch(access, operation, { objectApiName, ids: () => [id], properties: [] });
      const left = present ?? (await findMerged(client, access, { objectApiName, id }));
      return left && { objectApiName, id: left.id };
    },

    async create(access, { objectApiName, values, key }) {
      const operation = 'hubspot records.create';
      const properties = toProperties(key ? { ...values, [key.property]: key.value } : values);
      try {
        const record = await client.call(access, { operation, isRead: false }, recordSchema, (sdk) =>
          sdk.records().create(objectName(objectApiName, operation), { properties, associations: [] }),
        );
        return toCrmRecord(record, await placeOf(access, objectApiName));
      } catch (error) {
        // A repeated create is rejected because of its key. HubSpot doesn't document the status.
        const isRefused =
          error instanceof ProviderError && (error.kind === 'conflict' || error.kind === 'invalid_request');
        const first =
          key && isRefused ? await capability.findByKey(access, objectApiName, key, Object.keys(values)) : null;
        if (first === null) throw error;
        return first;
      }
    },

    async update(access, ref, values) {
      const operation = 'hubspot records.update';
      const record = await client.call(access, { operation, isRead: false }, recordSchema, (sdk) =>
        sdk.records().update(objectName(ref.objectApiName, operation), recordId(ref.id, operation), {
          properties: toProperties(values),
        }),
      );
      return toCrmRecord(record, await placeOf(access, ref.objectApiName));
    },

    async listRelated(access, from, objectApiName, properties) {
      const operation = 'hubspot records.listRelated';
      const ids = await links.linkedIds(access, from, objectApiName, operation);
      const records = await getMany(access, objectApiName, ids, properties);
      return records.sort((a, b) => (b.updatedAt?.getTime() ?? 0) - (a.updatedAt?.getTime() ?? 0));
    },

    readLink: links.readLink,
    associate: links.associate,
    dissociate: links.dissociate,

    recordUrl: (account, ref) =>
      recordUrl(
        { account, appUrl: context.appUrl, typeId: knownTypeId(ref.objectApiName) ?? ref.objectApiName },
        ref.id,
      ),

    detectWriteKey: (access, objectApiName, options) => detectWriteKey(client, access, objectApiName, options),

    // https://developers.hubspot.com/docs/api-reference/latest/crm/using-object-apis: upsert by a unique property
    async upsertByKey(access, { objectApiName, key, values }) {
      const operation = 'hubspot records.upsertByKey';
      const input = { id: key.value, idProperty: key.property, properties: toProperties(values) };
      const record = await joinUpsert(access, [objectApiName, key.property], input, async (take) => {
        let inputs: readonly Upsert[] = [];
        const answer = await client.call(access, { operation, isRead: false }, upsertSchema, (sdk) => {
          inputs = take();
          // With a trace ID, HubSpot writes what it accepts of a batch; without, it refuses the whole.
          const traced =
            inputs.length > 1 ? inputs.map((one) => ({ ...one, objectWriteTraceId: one.id })) : [...inputs];
          return sdk.batches().upsert(objectName(objectApiName, operation), { inputs: traced });
        });
        if (inputs.length > 1) return inputs.map(({ id }) => answer.results.find(isOf(id, key.property)));
        const failure = answer.errors?.[0];
        if (failure) throw batchItemError(operation, failure, [access.accessToken]);
        return answer.results;
      });
      if (!record)
        throw new ProviderError('invalid_response', {
          operation,
          code: 'UNEXPECTED_SHAPE',
          providerMessage: 'results: empty',
        });
      return { record: toCrmRecord(record, await placeOf(access, objectApiName)), isNew: record._new };
    },

    async findByKey(access, objectApiName, key, properties) {
      const question = { objectApiName, ids: () => [key.value], idProperty: key.property, properties };
      const [record] = await readBatch(access, 'hubspot records.findByKey', question);
      return record ?? null;
    },
  };
  return capability;
}

interface BatchQuestion {
  objectApiName: string;
  /** Asked for when the request is made. */
  ids: () => readonly string[];
  properties: readonly string[];
  idProperty?: string;
}

interface Upsert {
  id: string;
  idProperty: string;
  properties: Record<string, string>;
}

const batchSchema = z.object({ results: z.array(recordSchema), errors: batchErrorsSchema });
const upsertSchema = z.object({
  results: z.array(recordSchema.extend({ _new: z.boolean(), objectWriteTraceId: z.string().optional() })),
  errors: batchErrorsSchema,
});
type Upserted = z.infer<typeof upsertSchema>['results'][number];

const isOf =
  (id: string, property: string) =>
  ({ objectWriteTraceId, properties }: Upserted) =>
    (objectWriteTraceId ?? properties[property]) === id;

const searchSchema = z.object({ total: z.int().nonnegative(), results: z.array(recordSchema) });

function propertyNames(records: readonly CrmRecord[]): string[] {
  return [...new Set(records.flatMap((record) => Object.keys(record.values)))];
}
