import type { CustomObject } from './schemas';
import type { ObjectType } from '../object-types';

/** Builds the object type of a custom object from its schema. */
export function customObjectType(schema: CustomObject, portalId: number): ObjectType {
  const fullyQualifiedName = `p${portalId}_${schema.name}`;
  return {
    id: schema.objectTypeId,
    singular: schema.name,
    plural: fullyQualifiedName,
    fullyQualifiedName,
    singularLabel: schema.singularLabel,
    pluralLabel: schema.pluralLabel,
    readScopes: ['crm.objects.custom.read'],
    writeScopes: ['crm.objects.custom.write'],
    schemaScopes: ['crm.schemas.custom.write'],
    defaultProperties: [
      ...new Set([
        'hs_createdate',
        'hs_lastmodifieddate',
        'hs_object_id',
        ...(schema.primaryDisplayProperty ? [schema.primaryDisplayProperty] : []),
      ]),
    ],
    requiredProperties: schema.requiredProperties.map((name) => [name]),
    searchableProperties: schema.searchableProperties,
    createdProperty: 'hs_createdate',
    modifiedProperty: 'hs_lastmodifieddate',
    titleProperties: schema.primaryDisplayProperty ? [schema.primaryDisplayProperty] : ['hs_object_id'],
    detailProperty: schema.secondaryDisplayProperties[0] ?? null,
  };
}
