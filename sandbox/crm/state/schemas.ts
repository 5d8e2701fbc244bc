import { z } from 'zod';

/** The data of each CRM effect, including all random values. The time is the effect's `at`. */
const ref = z.object({ objectTypeId: z.string(), id: z.string() });
const values = z.record(z.string(), z.string());
const source = z.object({ sourceType: z.string(), sourceId: z.string().nullable(), userId: z.number().nullable() });
export type EffectSource = z.infer<typeof source>;

const option = z.object({
  label: z.string(),
  value: z.string(),
  description: z.string().optional(),
  displayOrder: z.number(),
  hidden: z.boolean(),
});

export const propertySchema = z.object({
  name: z.string(),
  label: z.string(),
  type: z.string(),
  fieldType: z.string(),
  groupName: z.string(),
  description: z.string(),
  options: z.array(option),
  displayOrder: z.number(),
  hasUniqueValue: z.boolean(),
  hidden: z.boolean(),
  formField: z.boolean(),
  calculated: z.boolean(),
  calculationFormula: z.string().optional(),
  externalOptions: z.boolean(),
  referencedObjectType: z.string().optional(),
  hubspotDefined: z.boolean(),
  archived: z.boolean(),
  archivedAt: z.string().optional(),
  createdAt: z.string(),
  updatedAt: z.string(),
  createdUserId: z.string().optional(),
  updatedUserId: z.string().optional(),
  dataSensitivity: z.string(),
  modificationMetadata: z.object({
    archivable: z.boolean(),
    readOnlyDefinition: z.boolean(),
    readOnlyValue: z.boolean(),
    readOnlyOptions: z.boolean().optional(),
  }),
});

export const groupSchema = z.object({
  name: z.string(),
  label: z.string(),
  displayOrder: z.number(),
  archived: z.boolean(),
});

export const associationTypeSchema = z.object({
  category: z.enum(['HUBSPOT_DEFINED', 'USER_DEFINED', 'INTEGRATOR_DEFINED', 'WORK']),
  typeId: z.number(),
  inverseId: z.number(),
  fromObjectTypeId: z.string(),
  toObjectTypeId: z.string(),
  name: z.string(),
  label: z.string().nullable(),
});

export const stageSchema = z.object({
  id: z.string(),
  label: z.string(),
  displayOrder: z.number(),
  metadata: values,
  createdAt: z.string(),
  updatedAt: z.string(),
  archived: z.boolean(),
  archivedAt: z.string().optional(),
  writePermissions: z.string(),
});

export const pipelineSchema = z.object({
  id: z.string(),
  label: z.string(),
  displayOrder: z.number(),
  stages: z.array(stageSchema),
  createdAt: z.string(),
  updatedAt: z.string(),
  archived: z.boolean(),
  archivedAt: z.string().optional(),
});

export const customObjectSchema = z.object({
  objectTypeId: z.string(),
  name: z.string(),
  singularLabel: z.string(),
  pluralLabel: z.string(),
  description: z.string().nullable(),
  requiredProperties: z.array(z.string()),
  searchableProperties: z.array(z.string()),
  primaryDisplayProperty: z.string().nullable(),
  secondaryDisplayProperties: z.array(z.string()),
  createdAt: z.string(),
  updatedAt: z.string(),
  createdByUserId: z.number().nullable(),
  archived: z.boolean(),
});
export type CustomObject = z.infer<typeof customObjectSchema>;

export const effectSchemas = {
  'crm.record.create': z.object({ ...ref.shape, properties: values, source }),
  /** An empty string removes the value. */
  'crm.record.update': z.object({ ...ref.shape, properties: values, source }),
  'crm.record.archive': z.object({ ...ref.shape }),
  'crm.record.restore': z.object({ ...ref.shape }),
  /** Deletes permanently. */
  'crm.record.purge': z.object({ ...ref.shape }),
  /** Merges into a new record or, if null, into the first one. */
  'crm.record.merge': z.object({
    objectTypeId: z.string(),
    id: z.string(),
    mergedId: z.string(),
    newId: z.string().nullable().default(null),
  }),
  'crm.association.create': z.object({ from: ref, to: ref, typeIds: z.array(z.number()) }),
  'crm.association.remove': z.object({ from: ref, to: ref, typeIds: z.array(z.number()) }),
  'crm.property.put': z.object({ objectTypeId: z.string(), property: propertySchema }),
  'crm.property-group.put': z.object({ objectTypeId: z.string(), group: groupSchema }),
  'crm.association-type.put': z.object({ types: z.array(associationTypeSchema) }),
  'crm.association-type.remove': z.object({ typeIds: z.array(z.number()) }),
  'crm.pipeline.put': z.object({ objectTypeId: z.string(), pipeline: pipelineSchema, userId: z.number().nullable() }),
  'crm.schema.put': z.object({ schema: customObjectSchema }),
  'crm.schema.remove': z.object({ objectTypeId: z.string() }),
};

export type CrmEffectType = keyof typeof effectSchemas;
export type CrmEffectData<T extends CrmEffectType> = z.infer<(typeof effectSchemas)[T]>;
