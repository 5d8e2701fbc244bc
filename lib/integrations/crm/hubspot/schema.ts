import { z } from 'zod';
import type { ClosedValues } from '@/lib/domain/crm/property-facts';
import { findKnownObject, type KnownObject } from '../contract/manifest';
import { ProviderError } from '../../provider-error';
import type { ObjectSummary, PropertyDefinition, SchemaCapability } from '../contract/schema';
import type { ProviderAccess } from '../contract/access';
import { objectName, type CrmClient } from './client';
import { hubspotPaths } from './endpoints';
import { hubspotManifest } from './manifest';
import {
  pipelineSchema,
  propertySchema,
  toPipelineOptions,
  toPropertyDefinition,
  type HubspotProperty,
} from './mappers';

/** Describes an account's objects, including custom properties, stages and outcomes. */
export function createSchema(client: CrmClient): SchemaCapability {
  return {
    async listObjects(access) {
      const known = hubspotManifest.objects.map(summarise);
      return [...known, ...(await listCustomObjects(client, access))];
    },

    async describeObject(access, objectApiName) {
      const operation = 'hubspot schema.describeObject';
      const object = objectName(objectApiName, operation);
      const known = findKnownObject(hubspotManifest, object);
      const { results } = await client.call(access, { operation, isRead: true }, propertiesSchema, (sdk) =>
        sdk.properties().getAll(object, false),
      );
      const required = new Set(known ? known.requiredOnCreate : await requiredOfCustom(client, access, object));
      const { options, closed } = await accountOptions(client, access, known, results);
      return {
        apiName: object,
        properties: results.map((property) =>
          toPropertyDefinition(property, {
            isRequired: required.has(property.name),
            options: options.get(property.name) ?? null,
          }),
        ),
        closed,
      };
    },
  };
}

type Options = PropertyDefinition['options'];

const propertiesSchema = z.object({ results: z.array(propertySchema) });
const labelsSchema = z.object({ singular: z.string().nullish(), plural: z.string().nullish() });
const customObjectSchema = z.object({
  objectTypeId: z.string().regex(/^\d{1,4}-\d{1,15}$/),
  name: z.string().min(1),
  labels: labelsSchema.nullish(),
  archived: z.boolean().nullish(),
  requiredProperties: z.array(z.string()),
});

function summarise(object: KnownObject): ObjectSummary {
  const [singular, plural] = LABELS.get(object.apiName) ?? [object.apiName, object.apiName];
  return { apiName: object.apiName, label: singular, pluralLabel: plural, isCustom: false };
}

/** Named as in HubSpot's pages. */
const LABELS: ReadonlyMap<string, readonly [singular: string, plural: string]> = new Map([
  ['contacts', ['Contact', 'Contacts']],
  ['companies', ['Company', 'Companies']],
  ['deals', ['Deal', 'Deals']],
  ['tickets', ['Ticket', 'Tickets']],
  ['calls', ['Call', 'Calls']],
  ['emails', ['Email', 'Emails']],
  ['communications', ['Message', 'Messages']],
  ['notes', ['Note', 'Notes']],
  ['tasks', ['Task', 'Tasks']],
  ['meetings', ['Meeting', 'Meetings']],
]);

/** Custom objects require an Enterprise account and the optional scope. */
async function listCustomObjects(client: CrmClient, access: ProviderAccess): Promise<ObjectSummary[]> {
  const operation = 'hubspot schema.listObjects';
  const listSchema = z.object({ results: z.array(customObjectSchema) });
  const { results } = await orFallback({ results: [] }, () =>
    client.call(access, { operation, isRead: true }, listSchema, (sdk) => sdk.schemas().getAll(false)),
  );
  return results
    .filter((object) => object.archived !== true)
    .map((object) => ({
      // Unlike the name, the numeric type works in every path and record link.
      apiName: object.objectTypeId,
      label: object.labels?.singular || object.name,
      pluralLabel: object.labels?.plural || object.labels?.singular || object.name,
      isCustom: true,
    }));
}

async function requiredOfCustom(client: CrmClient, access: ProviderAccess, object: string): Promise<string[]> {
  const spec = { operation: 'hubspot schema.describeObject', isRead: true };
  const schema = await orFallback(null, () =>
    client.call(access, spec, customObjectSchema, (sdk) => sdk.schemas().getById(object)),
  );
  return schema?.requiredProperties ?? [];
}

/** Options that the account stores outside the property, and which of them mean closed. */
async function accountOptions(
  client: CrmClient,
  access: ProviderAccess,
  known: KnownObject | null,
  properties: readonly HubspotProperty[],
): Promise<{ options: ReadonlyMap<string, Options>; closed: ClosedValues | null }> {
  const pipelineProperties = PIPELINE_PROPERTIES.get(known?.apiName ?? '');
  if (known && pipelineProperties) {
    const spec = { operation: 'hubspot schema.describeObject', isRead: true };
    const answer = await client.call(access, spec, z.object({ results: z.array(pipelineSchema) }), (sdk) =>
      sdk.pipelines().getAll(known.apiName),
    );
    const { pipelines, stages, closedStages } = toPipelineOptions(answer.results);
    return {
      options: new Map([
        [pipelineProperties.pipeline, pipelines],
        [pipelineProperties.stage, stages],
      ]),
      closed: closedStages.length > 0 ? { property: pipelineProperties.stage, values: closedStages } : null,
    };
  }
  if (
    known?.apiName === 'calls' &&
    properties.some((property) => property.name === DISPOSITION && (property.options ?? []).length === 0)
  ) {
    return { options: new Map([[DISPOSITION, await listDispositions(client, access)]]), closed: null };
  }
  return { options: new Map(), closed: null };
}

const PIPELINE_PROPERTIES: ReadonlyMap<string, { pipeline: string; stage: string }> = new Map([
  ['tickets', { pipeline: 'hs_pipeline', stage: 'hs_pipeline_stage' }],
  ['deals', { pipeline: 'pipeline', stage: 'dealstage' }],
]);

const DISPOSITION = 'hs_call_disposition';

/**
 * https://developers.hubspot.com/docs/api-reference/latest/crm/activities/calls/guide: custom outcomes of the account
 */
function listDispositions(client: CrmClient, access: ProviderAccess): Promise<Options> {
  const schema = z.array(z.object({ id: z.string().min(1), label: z.string(), deleted: z.boolean().nullish() }));
  const spec = { operation: 'hubspot schema.listDispositions', isRead: true };
  return orFallback([], async () =>
    (await client.get(access, spec, schema, hubspotPaths.dispositions))
      .filter((disposition) => disposition.deleted !== true)
      .map(({ id, label }) => ({ value: id, label: label || id })),
  );
}

/** Returns the fallback if the account lacks this or denies access. Outages still throw. */
async function orFallback<T>(fallback: T, call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    if (error instanceof ProviderError && ABSENT.has(error.kind)) return fallback;
    throw error;
  }
}

const ABSENT: ReadonlySet<ProviderError['kind']> = new Set(['scope_missing', 'not_found', 'invalid_request']);
