import type { CrmChange } from '../../contract';
import type { PortalState } from '../state/portal-state';
import { writeValues } from './apply-record';
import { linkBoth } from './links';

/** The primary record keeps its values, takes what it lacks from the other one, and inherits its links. */
export function applyMerge(state: PortalState, data: { objectTypeId: string; id: string; mergedId: string }, at: number): CrmChange[] {
  const { objectTypeId, id, mergedId } = data;
  const store = state.store(objectTypeId);
  const primary = store.read(id);
  const other = store.read(mergedId);
  if (!primary || !other) throw new Error(`No records ${id} and ${mergedId} to merge`);

  const catalog = state.catalog(objectTypeId);
  const moved: Record<string, string> = {};
  for (const [name, value] of Object.entries(other.properties)) {
    const property = catalog.find(name);
    if (property && !property.modificationMetadata.readOnlyValue && primary.properties[name] === undefined) moved[name] = value;
  }
  const numberOfPropertiesMoved = Object.keys(moved).length;
  const emails = new Set(listOf(primary.properties['hs_additional_emails']).concat(listOf(other.properties['hs_additional_emails'])));
  if (other.properties['email'] && moved['email'] === undefined) emails.add(other.properties['email']);
  if (objectTypeId === '0-1' && emails.size > 0) moved['hs_additional_emails'] = [...emails].join(';');
  moved['hs_merged_object_ids'] = [...listOf(primary.properties['hs_merged_object_ids']), mergedId].join(';');

  store.put({ ...other, mergedInto: id, updatedAt: at });
  store.put(writeValues(state, objectTypeId, primary, moved, { sourceType: 'MERGE_OBJECTS', sourceId: null, userId: null }, at));
  const from = { objectTypeId, id: mergedId };
  for (const toType of state.associations.linkedTypesOf(from)) {
    for (const link of state.associations.listFrom(from, toType)) {
      linkBoth(state, { objectTypeId, id }, { objectTypeId: toType, id: link.id }, withoutSecondPrimary(state, { objectTypeId, id }, toType, link.typeIds));
    }
  }
  return [{ kind: 'merge', objectTypeId, objectId: id, mergedObjectIds: [mergedId], numberOfPropertiesMoved }];
}

function withoutSecondPrimary(state: PortalState, ref: { objectTypeId: string; id: string }, toType: string, typeIds: number[]): number[] {
  const primary = state.associationTypes.primaryBetween(ref.objectTypeId, toType);
  if (!primary) return typeIds;
  const hasOne = state.associations.listFrom(ref, toType).some((link) => link.typeIds.includes(primary.typeId));
  return hasOne ? typeIds.filter((typeId) => typeId !== primary.typeId) : typeIds;
}

function listOf(value: string | undefined): string[] {
  return value ? value.split(';').filter(Boolean) : [];
}
