import type { CrmChange } from '../../contract';
import type { ObjectRef } from '../state/association-store';
import type { PortalState } from '../state/portal-state';

/** A link is stored in both directions: each type has an inverse. */
export function linkBoth(state: PortalState, from: ObjectRef, to: ObjectRef, typeIds: number[]): CrmChange[] {
  state.associations.link(from, to, typeIds);
  state.associations.link(to, from, inverses(state, from, to, typeIds));
  keepPrimaryCompany(state, from);
  keepPrimaryCompany(state, to);
  return changes(state, from, to, typeIds, false);
}

export function unlinkBoth(state: PortalState, from: ObjectRef, to: ObjectRef, typeIds: number[]): CrmChange[] {
  const inverse = inverses(state, from, to, typeIds);
  state.associations.unlink(from, to, typeIds);
  state.associations.unlink(to, from, inverse);
  keepPrimaryCompany(state, from);
  keepPrimaryCompany(state, to);
  return changes(state, from, to, typeIds, true);
}

/** A contact's `associatedcompanyid` follows its primary company without changing the modification date. */
function keepPrimaryCompany(state: PortalState, ref: ObjectRef): void {
  if (ref.objectTypeId !== '0-1') return;
  const store = state.store('0-1');
  const record = store.read(ref.id);
  if (!record) return;
  const primary = state.associations.listFrom(ref, '0-2').find((link) => link.typeIds.includes(1));
  if (record.properties['associatedcompanyid'] === primary?.id) return;
  const { associatedcompanyid: _before, ...rest } = record.properties;
  store.put({ ...record, properties: primary ? { ...rest, associatedcompanyid: primary.id } : rest });
}

function inverses(state: PortalState, from: ObjectRef, to: ObjectRef, typeIds: number[]): number[] {
  return typeIds.flatMap(
    (typeId) => state.associationTypes.find(from.objectTypeId, to.objectTypeId, typeId)?.inverseId ?? [],
  );
}

function changes(
  state: PortalState,
  from: ObjectRef,
  to: ObjectRef,
  typeIds: number[],
  associationRemoved: boolean,
): CrmChange[] {
  return typeIds.flatMap((typeId) => {
    const type = state.associationTypes.find(from.objectTypeId, to.objectTypeId, typeId);
    if (!type) return [];
    const isPrimaryAssociation = type.label === 'Primary';
    const there = direction(from, to, typeId);
    return [there, direction(to, from, type.inverseId)];

    function direction(a: ObjectRef, b: ObjectRef, associationTypeId: number): CrmChange {
      return {
        kind: 'associationChange',
        fromObjectTypeId: a.objectTypeId,
        fromObjectId: a.id,
        toObjectTypeId: b.objectTypeId,
        toObjectId: b.id,
        associationTypeId,
        associationRemoved,
        isPrimaryAssociation,
      };
    }
  });
}
