import type { ObjectType } from '../object-types';
import type { BatchError } from '../records/batch-response';
import type { PortalState } from '../state/portal-state';
import type { AssociationType } from '../state/association-type';

export function presentTypes(state: PortalState, from: string, to: string, typeIds: number[]) {
  return typeIds.flatMap((typeId) => {
    const type = state.associationTypes.find(from, to, typeId);
    return type ? [presentType(type)] : [];
  });
}

export function presentType(type: AssociationType) {
  return { category: type.category, typeId: type.typeId, label: type.label };
}

/** A batch read's response for records without links. */
export function withoutLinks(from: ObjectType, to: ObjectType, ids: string[]): BatchError[] {
  if (ids.length === 0) return [];
  return [
    {
      status: 'error',
      category: 'OBJECT_NOT_FOUND',
      subCategory: 'crm.associations.NO_ASSOCIATIONS_FOUND',
      message: `No ${to.singular} is associated with ${from.singular} ${ids.join(', ')}.`,
      context: { fromObjectId: ids, fromObjectType: [from.singular], toObjectType: [to.singular] },
    },
  ];
}
