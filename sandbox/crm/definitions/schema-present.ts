import type { AssociationType } from '../state/association-type';
import type { Call } from '../call';
import { propertyAsSet } from '../catalog/as-set';
import type { CustomObject } from '../state/schemas';
import type { ObjectType } from '../object-types';
import type { PortalState } from '../state/portal-state';

/** A standard object in the format of a custom one. */
export function presentStandardSchema({ state, settings }: Pick<Call, 'state' | 'settings'>, type: ObjectType) {
  const name = type.singular.toUpperCase();
  return {
    id: type.id,
    objectTypeId: type.id,
    fullyQualifiedName: name,
    name,
    labels: { singular: type.singularLabel, plural: type.pluralLabel },
    requiredProperties: type.requiredProperties.flat(),
    searchableProperties: type.searchableProperties,
    primaryDisplayProperty: type.titleProperties[0],
    secondaryDisplayProperties: type.detailProperty === null ? [] : [type.detailProperty],
    properties: state
      .catalog(type.id)
      .list()
      .map((property) => propertyAsSet(property, settings)),
    associations: state.associationTypes.of(type.id).map(presentAssociation),
    allowsSensitiveProperties: false,
    archived: false,
  };
}

function presentAssociation(type: AssociationType) {
  return {
    id: String(type.typeId),
    fromObjectTypeId: type.fromObjectTypeId,
    toObjectTypeId: type.toObjectTypeId,
    name: type.name,
  };
}

export function presentSchema(state: PortalState, schema: CustomObject) {
  const id = schema.objectTypeId;
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
    associations: state.associationTypes
      .of(id)
      .map((type) => ({ ...presentAssociation(type), createdAt: schema.createdAt, updatedAt: schema.createdAt })),
    ...(schema.createdByUserId === null
      ? {}
      : { createdByUserId: schema.createdByUserId, updatedByUserId: schema.createdByUserId }),
    allowsSensitiveProperties: false,
    archived: schema.archived,
    createdAt: schema.createdAt,
    updatedAt: schema.updatedAt,
  };
}

/** The unlabelled link between a custom object and another one, in both directions. */
export function customAssociationTypes(
  state: PortalState,
  fromId: string,
  toId: string,
  name?: string,
): AssociationType[] {
  const from = state.findType(fromId)?.singular ?? fromId;
  const to = state.findType(toId)?.singular ?? toId;
  const typeId = state.associationTypes.nextTypeId();
  const inverseId = fromId === toId ? typeId : typeId + 1;
  const there: AssociationType = {
    category: 'USER_DEFINED',
    typeId,
    inverseId,
    fromObjectTypeId: fromId,
    toObjectTypeId: toId,
    name: name ?? `${from}_to_${to}`,
    label: null,
  };
  const back: AssociationType = {
    ...there,
    typeId: inverseId,
    inverseId: typeId,
    fromObjectTypeId: toId,
    toObjectTypeId: fromId,
    name: `${to}_to_${from}`,
  };
  return inverseId === typeId ? [there] : [there, back];
}
