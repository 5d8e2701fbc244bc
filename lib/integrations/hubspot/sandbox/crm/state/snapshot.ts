import { z } from 'zod';
import { associationTypeSchema, customObjectSchema, groupSchema, pipelineSchema, propertySchema, stageSchema } from '../effects/schemas';
import type { PortalState } from './portal-state';

const versionSchema = z.object({ value: z.string(), at: z.number(), sourceType: z.string(), sourceId: z.string().nullable() });
const recordSchema = z.object({
  id: z.string(), createdAt: z.number(), updatedAt: z.number(), archivedAt: z.number().nullable(), mergedInto: z.string().nullable(),
  properties: z.record(z.string(), z.string()), history: z.record(z.string(), z.array(versionSchema)),
});

const auditSchema = z.object({
  objectTypeId: z.string(), identifier: z.string(), action: z.enum(['CREATE', 'UPDATE', 'DELETE']), at: z.number(), userId: z.number().nullable(),
  value: z.union([pipelineSchema, stageSchema]),
});

const portalSchema = z.object({
  portalId: z.number(),
  nextId: z.number(),
  customObjects: z.array(customObjectSchema),
  associationTypes: z.array(associationTypeSchema),
  pipelines: z.array(z.tuple([z.string(), z.array(pipelineSchema)])),
  pipelineAudits: z.array(auditSchema),
  objects: z.array(z.object({ objectTypeId: z.string(), properties: z.array(propertySchema), groups: z.array(groupSchema), records: z.array(recordSchema) })),
  links: z.array(z.tuple([z.string(), z.string(), z.string(), z.array(z.number())])),
});

/** Everything that differs from the seed, as plain JSON. */
export function dumpPortal(state: PortalState): z.input<typeof portalSchema> {
  return {
    portalId: state.portal.portalId,
    nextId: state.nextId,
    customObjects: [...state.customObjects.values()],
    associationTypes: state.associationTypes.custom(),
    pipelines: [...state.pipelines],
    pipelineAudits: state.pipelineAudits,
    objects: state.types().map(({ id }) => ({ objectTypeId: id, ...state.catalog(id).dump(), records: state.store(id).edited() })),
    links: state.associations.dump(),
  };
}

export function loadPortal(snapshot: unknown, portalOf: (portalId: number) => PortalState): void {
  for (const dump of z.object({ portals: z.array(portalSchema) }).parse(snapshot).portals) {
    const state = portalOf(dump.portalId);
    for (const schema of dump.customObjects) state.putCustomObject(schema);
    for (const type of dump.associationTypes) state.associationTypes.put(type);
    for (const [objectTypeId, pipelines] of dump.pipelines) state.pipelines.set(objectTypeId, pipelines);
    state.pipelineAudits.push(...dump.pipelineAudits);
    for (const object of dump.objects) {
      const catalog = state.catalog(object.objectTypeId);
      for (const group of object.groups) catalog.putGroup(group);
      for (const property of object.properties) catalog.put(property);
      for (const record of object.records) state.store(object.objectTypeId).put(record);
    }
    state.associations.load(dump.links);
    state.nextId = dump.nextId;
  }
}
