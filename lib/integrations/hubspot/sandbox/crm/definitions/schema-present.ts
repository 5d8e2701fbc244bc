import type { AssociationType } from '../associations/types';
import type { CustomObject } from '../effects/schemas';
import type { PortalState } from '../state/portal-state';

export function presentSchema(state: PortalState, schema: CustomObject) {
  const id = schema.objectTypeId;
  const associations = state.associationTypes.custom().filter((type) => type.fromObjectTypeId === id || type.toObjectTypeId === id);
  return {
    id: id.slice(2),
    objectTypeId: id,
    fullyQualifiedName: `p${state.portal.portalId}_${schema.name}`,
    name: schema.name,
    labels: { singular: schema.singularLabel, plural: schema.pluralLabel },
    ...(schema.description === null ? {} : { description: schema.description }),
    requiredProperties: schema.requiredProperties,
    searchableProperties: schema.searchableProperties,
    ...(schema.primaryDisplayProperty === null ? {} : { primaryDisplayProperty: schema.primaryDisplayProperty }),
    secondaryDisplayProperties: schema.secondaryDisplayProperties,
    properties: state.catalog(id).list(),
    associations: associations.map((type) => ({
      id: String(type.typeId), fromObjectTypeId: type.fromObjectTypeId, toObjectTypeId: type.toObjectTypeId, name: type.name,
      createdAt: schema.createdAt, updatedAt: schema.createdAt,
    })),
    ...(schema.createdByUserId === null ? {} : { createdByUserId: schema.createdByUserId, updatedByUserId: schema.createdByUserId }),
    allowsSensitiveProperties: false,
    archived: schema.archived,
    createdAt: schema.createdAt,
    updatedAt: schema.updatedAt,
  };
}

/** The plain link between a custom object and another one, in both directions. */
export function customAssociationTypes(state: PortalState, fromId: string, toId: string, name?: string): AssociationType[] {
  const from = state.findType(fromId)?.singular ?? fromId;
  const to = state.findType(toId)?.singular ?? toId;
  const typeId = state.associationTypes.nextTypeId();
  const inverseId = fromId === toId ? typeId : typeId + 1;
  const there: AssociationType = { category: 'USER_DEFINED', typeId, inverseId, fromObjectTypeId: fromId, toObjectTypeId: toId, name: name ?? `${from}_to_${to}`, label: null };
  const back: AssociationType = { ...there, typeId: inverseId, inverseId: typeId, fromObjectTypeId: toId, toObjectTypeId: fromId, name: `${to}_to_${from}` };
  return inverseId === typeId ? [there] : [there, back];
}
