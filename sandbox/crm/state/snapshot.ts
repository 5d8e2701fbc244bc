import { z } from 'zod';
import {
  associationTypeSchema,
  customObjectSchema,
  groupSchema,
  pipelineSchema,
  propertySchema,
  stageSchema,
} from './schemas';
import type { PortalState } from './portal-state';

const versionSchema = z.object({
  value: z.string(),
  at: z.number(),
  sourceType: z.string(),
  sourceId: z.string().nullable(),
});
const recordSchema = z.object({
  id: z.string(),
  createdAt: z.number(),
  updatedAt: z.number(),
  archivedAt: z.number().nullable(),
  mergedInto: z.string().nullable(),
  properties: z.record(z.string(), z.string()),
  history: z.record(z.string(), z.array(versionSchema)),
  madeBy: versionSchema.pick({ sourceType: true, sourceId: true }).optional(),
  isPurged: z.literal(true).optional(),
});

const auditSchema = z.object({
  objectTypeId: z.string(),
  identifier: z.string(),
  action: z.enum(['CREATE', 'UPDATE', 'DELETE']),
  at: z.number(),
  userId: z.number().nullable(),
  value: z.union([pipelineSchema, stageSchema]),
});

const portalSchema = z.object({
  portalId: z.number(),
  nextId: z.number(),
  customObjects: z.array(customObjectSchema),
  associationTypes: z.array(associationTypeSchema),
  pipelines: z.array(z.tuple([z.string(), z.array(pipelineSchema)])),
  pipelineAudits: z.array(auditSchema),
  objects: z.array(
    z.object({
      objectTypeId: z.string(),
      properties: z.array(propertySchema),
      groups: z.array(groupSchema),
      records: z.array(recordSchema).default([]),
    }),
  ),
  links: z.array(z.tuple([z.string(), z.string(), z.string(), z.array(z.number())])),
});
const recordsSchema = z.object({ portalId: z.number(), objectTypeId: z.string(), records: z.array(recordSchema) });

const recordsPerPart = 1000;

/** All differences from the seed as plain JSON: first the definitions, then the records in batches. */
export function* dumpPortals(states: PortalState[]): Generator<unknown> {
  yield { portals: states.map(dumpDefinitions) };
  for (const state of states) {
    for (const { id } of state.allTypes()) yield* dumpRecords(state, id);
  }
}

function dumpDefinitions(state: PortalState): z.input<typeof portalSchema> {
  return {
    portalId: state.portal.portalId,
    nextId: state.nextId,
    customObjects: [...state.customObjects.values()],
    associationTypes: state.associationTypes.custom(),
    pipelines: [...state.pipelines],
    pipelineAudits: state.pipelineAudits,
    objects: state.allTypes().map(({ id }) => ({ objectTypeId: id, ...state.catalog(id).dump() })),
    links: state.associations.dump(),
  };
}

function* dumpRecords(state: PortalState, objectTypeId: string): Generator<z.input<typeof recordsSchema>> {
  const { portalId } = state.portal;
  let records: z.input<typeof recordSchema>[] = [];
  for (const record of state.store(objectTypeId).edited()) {
    records.push(record);
    if (records.length < recordsPerPart) continue;
    yield { portalId, objectTypeId, records };
    records = [];
  }
  if (records.length > 0) yield { portalId, objectTypeId, records };
}

/** Restores the parts in order. The first one resets the state. */
export function loadPart(part: unknown, options: { reset(): void; portalOf(portalId: number): PortalState }): void {
  const first = z.object({ portals: z.array(portalSchema) }).safeParse(part);
  if (!first.success) {
    const { portalId, objectTypeId, records } = recordsSchema.parse(part);
    const store = options.portalOf(portalId).store(objectTypeId);
    for (const record of records) store.put(record);
    return;
  }
  options.reset();
  for (const dump of first.data.portals) loadDefinitions(options.portalOf(dump.portalId), dump);
}

function loadDefinitions(state: PortalState, dump: z.infer<typeof portalSchema>): void {
  for (const schema of dump.customObjects) state.putCustomObject(schema);
  for (const type of dump.associationTypes) state.associationTypes.put(type);
  for (const [objectTypeId, pipelines] of dump.pipelines) state.pipelines.set(objectTypeId, pipelines);
  state.pipelineAudits.push(...dump.pipelineAudits);
  for (const object of dump.objects) {
    const catalog = state.catalog(object.objectTypeId);
    for (const group of object.groups) catalog.putGroup(group);
    for (const property of object.properties) catalog.put(property);
    // Snapshots of an older version contain the records too.
    for (const record of object.records) state.store(object.objectTypeId).put(record);
  }
  state.associations.load(dump.links);
  state.nextId = dump.nextId;
}
