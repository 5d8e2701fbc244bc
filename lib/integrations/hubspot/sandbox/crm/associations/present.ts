import type { PortalState } from '../state/portal-state';
import type { AssociationType } from './types';

export function presentTypes(state: PortalState, from: string, to: string, typeIds: number[]) {
  return typeIds.flatMap((typeId) => {
    const type = state.associationTypes.find(from, to, typeId);
    return type ? [presentType(type)] : [];
  });
}

export function presentType(type: AssociationType) {
  return { category: type.category, typeId: type.typeId, label: type.label };
}
