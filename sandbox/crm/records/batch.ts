import { z } from 'zod';
import { inlineAssociationSchema } from './link-plan';
import { idSchema, optionalList, optionalText, propertyValuesSchema, readBody } from '../body';
import { noContent } from '../call';
import type { Call } from '../call';
import type { SandboxResponse } from '../../contract';
import { invalid, notFound } from '../failure';
import type { ObjectType } from '../object-types';
import { flagParam } from '../query';
import { requireAll } from '../scopes';
import { uniqueKey } from '../state/record-store';
import { batchResponse, notFoundError, runItems } from './batch-response';
import { findArchived, findLive, requireUnique } from './find';
import { presentRecord, presentWritten } from './present';
import { commitCreate, commitUpdate, planCreate, planUpdate } from './write';

const traceId = { objectWriteTraceId: optionalText };

const createsSchema = inputsOf(
  z.object({ properties: propertyValuesSchema, associations: optionalList(inlineAssociationSchema), ...traceId }),
);
const updatesSchema = inputsOf(
  z.object({ id: idSchema, idProperty: optionalText, properties: propertyValuesSchema, ...traceId }),
);
const archivesSchema = inputsOf(z.object({ id: idSchema }));
const readsSchema = z.object({
  properties: optionalList(z.string()),
  propertiesWithHistory: optionalList(z.string()),
  idProperty: optionalText,
  inputs: inputsOf(z.object({ id: idSchema })).shape.inputs,
});

export function batchCreate(call: Call, type: ObjectType): SandboxResponse {
  requireAll(call, type.writeScopes);
  const { inputs } = readBody(call.request, createsSchema);
  const claims = new UniqueClaims(call.state.catalog(type.id).uniqueNames());
  const outcome = runItems(inputs, (input) => {
    const plan = planCreate(call, type, input.properties, input.associations);
    claims.take(plan.values);
    return plan;
  });
  const results = outcome.plans.map(({ plan, input }) =>
    withTrace(presentWritten(call.state, type, commitCreate(call, type, plan)), input.objectWriteTraceId),
  );
  return batchResponse(call, 201, results, outcome.errors);
}

export function batchRead(call: Call, type: ObjectType): SandboxResponse {
  requireAll(call, type.readScopes);
  const body = readBody(call.request, readsSchema);
  const idProperty = body.idProperty ?? null;
  if (idProperty !== null) requireUnique(call.state, type, idProperty);
  const selection = {
    properties: body.properties.length > 0 ? body.properties : null,
    propertiesWithHistory: body.propertiesWithHistory,
    associations: [],
  };
  if (body.propertiesWithHistory.length > 0 && body.inputs.length > 50)
    throw invalid('At most 50 records can be read with the history of their properties');
  const archived = flagParam(call.request.query, 'archived');
  const missing: string[] = [];
  const results = [...new Set(body.inputs.map((input) => input.id))].flatMap((id) => {
    const record = archived ? findArchived(call.state, type, id) : findLive(call, type, id, idProperty);
    if (!record) missing.push(id);
    return record ? [presentRecord(call.state, type, record, selection)] : [];
  });
  return batchResponse(call, 200, results, missing.length > 0 ? [notFoundError(type, missing)] : []);
}

export function batchUpdate(call: Call, type: ObjectType): SandboxResponse {
  requireAll(call, type.writeScopes);
  const { inputs } = readBody(call.request, updatesSchema);
  refuseDuplicates(inputs.map((input) => input.id));
  const missing: string[] = [];
  const found = inputs.flatMap((input) => {
    const record = findLive(call, type, input.id, input.idProperty ?? null);
    if (!record) missing.push(input.id);
    return record ? [{ ...input, record }] : [];
  });
  const claims = new UniqueClaims(call.state.catalog(type.id).uniqueNames());
  const outcome = runItems(found, (input) => {
    const plan = planUpdate(call, type, input.record, input.properties);
    claims.take(plan.values);
    return plan;
  });
  const results = outcome.plans.map(({ plan, input }) =>
    withTrace(presentWritten(call.state, type, commitUpdate(call, type, plan)), input.objectWriteTraceId),
  );
  return batchResponse(call, 200, results, [
    ...outcome.errors,
    ...(missing.length > 0 ? [notFoundError(type, missing)] : []),
  ]);
}

/** Updates the record with this unique value, or creates it. Repeating the call changes nothing. */
export function batchUpsert(call: Call, type: ObjectType): SandboxResponse {
  requireAll(call, type.writeScopes);
  const { inputs } = readBody(call.request, updatesSchema);
  refuseDuplicates(inputs.map((input) => input.id));
  const claims = new UniqueClaims(call.state.catalog(type.id).uniqueNames());
  const plan = (input: (typeof inputs)[number]) => {
    const idProperty = input.idProperty ?? 'hs_object_id';
    const record = findLive(call, type, input.id, input.idProperty ?? null);
    if (record) return { isNew: false as const, update: planUpdate(call, type, record, input.properties) };
    if (idProperty === 'hs_object_id') throw notFound();
    return {
      isNew: true as const,
      create: planCreate(
        call,
        type,
        { ...input.properties, [idProperty]: input.properties[idProperty] ?? input.id },
        [],
      ),
    };
  };
  const outcome = runItems(
    inputs,
    (input) => {
      const planned = plan(input);
      claims.take(planned.isNew ? planned.create.values : planned.update.values);
      return planned;
    },
    (input) => input.idProperty !== 'email' || call.settings.flag('crm.partialUpsertsByEmail'),
  );
  const results = outcome.plans.map(({ plan, input }) => {
    const record = plan.isNew ? commitCreate(call, type, plan.create) : commitUpdate(call, type, plan.update);
    return withTrace({ ...presentWritten(call.state, type, record), new: plan.isNew }, input.objectWriteTraceId);
  });
  return batchResponse(call, 200, results, outcome.errors);
}

export function batchArchive(call: Call, type: ObjectType): SandboxResponse {
  requireAll(call, type.writeScopes);
  const { inputs } = readBody(call.request, archivesSchema);
  const store = call.state.store(type.id);
  for (const { id } of inputs) {
    if (store.isLive(id)) call.commit('crm.record.archive', { objectTypeId: type.id, id });
  }
  return noContent();
}

function inputsOf<T extends z.ZodType>(item: T) {
  return z.object({
    inputs: z.array(item).refine((items) => items.length <= 100, {
      error: 'The maximum number of inputs supported in a batch request for object mutations is 100.',
    }),
  });
}

function refuseDuplicates(ids: string[]): void {
  const repeated = ids.filter((id, index) => ids.indexOf(id) !== index);
  if (repeated.length > 0)
    throw invalid(`Duplicate IDs found in batch input: [${[...new Set(repeated)].join(', ')}]. IDs must be unique`);
}

/** Two records of one batch can't have the same unique value either. */
class UniqueClaims {
  readonly #taken = new Set<string>();

  constructor(private readonly names: readonly string[]) {}

  take(values: Record<string, string>): void {
    const keys = this.names.flatMap((name) => (values[name] ? [{ name, key: uniqueKey(name, values[name]) }] : []));
    const taken = keys.find(({ key }) => this.#taken.has(key));
    if (taken)
      throw invalid(`Duplicate values of unique property "${taken.name}" in batch input`, {
        context: { propertyName: [taken.name] },
      });
    for (const { key } of keys) this.#taken.add(key);
  }
}

function withTrace(record: Record<string, unknown>, objectWriteTraceId: string | undefined): Record<string, unknown> {
  return objectWriteTraceId === undefined ? record : { ...record, objectWriteTraceId };
}
