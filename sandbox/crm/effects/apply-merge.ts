import type { CrmChange } from '../../contract';
import type { PortalState } from '../state/portal-state';
import type { StoredRecord } from '../state/record-source';
import { writeValues } from './write-values';
import { linkBoth } from './links';
import type { CrmEffectData } from '../state/schemas';

/**
 * The merged record keeps the primary record's values, fills its empty properties from the other one, and has the links
 * of both.
 * https://developers.hubspot.com/changelog/updated-merge-functionality-for-contacts-and-companies
 */
export function applyMerge(state: PortalState, data: CrmEffectData<'crm.record.merge'>, at: number): CrmChange[] {
  const { objectTypeId, id, mergedId, newId } = data;
  const store = state.store(objectTypeId);
  const primary = store.read(id);
  const other = store.read(mergedId);
  if (!primary || !other) throw new Error(`No records ${id} and ${mergedId} to merge`);

  const moved = valuesMoved(state, objectTypeId, primary, other);
  const numberOfPropertiesMoved = Object.keys(moved).length;
  const emails = new Set([primary, other].flatMap((record) => listOf(record.properties['hs_additional_emails'])));
  if (other.properties['email'] && moved['email'] === undefined) emails.add(other.properties['email']);
  if (objectTypeId === '0-1' && emails.size > 0) moved['hs_additional_emails'] = [...emails].join(';');
  const origins = newId === null ? [mergedId] : [id, mergedId];
  moved['hs_merged_object_ids'] = [
    ...new Set([primary, other].flatMap((record) => listOf(record.properties['hs_merged_object_ids'])).concat(origins)),
  ].join(';');

  const resultId = newId ?? id;
  store.put({ ...other, mergedInto: resultId, updatedAt: at });
  if (newId !== null) {
    store.put({ ...primary, mergedInto: newId, updatedAt: at });
    state.nextId = Math.max(state.nextId, Number(newId) + 1);
  }
  const result =
    newId === null
      ? primary
      : {
          ...primary,
          id: newId,
          createdAt: Math.min(primary.createdAt, other.createdAt),
          properties: { ...primary.properties, hs_object_id: newId },
        };
  store.put(
    writeValues(state, objectTypeId, result, moved, { sourceType: 'MERGE_OBJECTS', sourceId: null, userId: null }, at),
  );
  for (const originId of origins) moveLinks(state, objectTypeId, originId, resultId, [id, mergedId]);
  return [
    {
      kind: 'merge',
      objectTypeId,
      objectId: resultId,
      primaryObjectId: id,
      mergedObjectIds: [mergedId],
      numberOfPropertiesMoved,
    },
  ];
}

function valuesMoved(
  state: PortalState,
  objectTypeId: string,
  primary: StoredRecord,
  other: StoredRecord,
): Record<string, string> {
  const catalog = state.catalog(objectTypeId);
  return Object.fromEntries(
    Object.entries(other.properties).filter(([name]) => {
      const property = catalog.find(name);
      return (
        property !== null && !property.modificationMetadata.readOnlyValue && primary.properties[name] === undefined
      );
    }),
  );
}

function moveLinks(state: PortalState, objectTypeId: string, fromId: string, toId: string, merged: string[]): void {
  const from = { objectTypeId, id: fromId };
  const to = { objectTypeId, id: toId };
  for (const toType of state.associations.linkedTypesOf(from)) {
    for (const link of state.associations.listFrom(from, toType)) {
      if (toType === objectTypeId && merged.includes(link.id)) continue;
      linkBoth(state, to, { objectTypeId: toType, id: link.id }, withoutSecondPrimary(state, to, toType, link.typeIds));
    }
  }
}

function withoutSecondPrimary(
  state: PortalState,
  ref: { objectTypeId: string; id: string },
  toType: string,
  typeIds: number[],
): number[] {
  const primary = state.associationTypes.primaryBetween(ref.objectTypeId, toType);
  if (!primary) return typeIds;
  const hasOne = state.associations.listFrom(ref, toType).some((link) => link.typeIds.includes(primary.typeId));
  return hasOne ? typeIds.filter((typeId) => typeId !== primary.typeId) : typeIds;
}

function listOf(value: string | undefined): string[] {
  return value ? value.split(';').filter(Boolean) : [];
}
