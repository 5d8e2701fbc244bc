import { firstVersion } from '../effects/write-values';
import type { ObjectType } from '../object-types';
import type { PortalState } from '../state/portal-state';
import type { PropertyVersion, StoredRecord } from '../state/record-source';
import { isoInstant } from '../../instant';

export interface Selection {
  /** Null: the object's default properties. */
  properties: string[] | null;
  propertiesWithHistory: string[];
  /** Object types whose links are listed. */
  associations: ObjectType[];
}

export const everything: Selection = { properties: null, propertiesWithHistory: [], associations: [] };

/** A record as the objects API returns it. Every value is text or null. */
export function presentRecord(
  state: PortalState,
  type: ObjectType,
  record: StoredRecord,
  selection: Selection,
): Record<string, unknown> {
  const { propertiesWithHistory, associations } = selection;
  return {
    id: record.id,
    properties: pick(state, type, record, selection.properties),
    ...(propertiesWithHistory.length > 0
      ? { propertiesWithHistory: histories(state, type, record, propertiesWithHistory) }
      : {}),
    createdAt: isoInstant(record.createdAt),
    updatedAt: isoInstant(record.updatedAt),
    archived: record.archivedAt !== null,
    ...(record.archivedAt !== null ? { archivedAt: isoInstant(record.archivedAt) } : {}),
    ...linksOf(state, type, record.id, associations),
    url: `https://${state.portal.uiDomain}/contacts/${state.portal.portalId}/record/${type.id}/${record.id}`,
  };
}

/** A write returns all properties that have a value. */
export function presentWritten(state: PortalState, type: ObjectType, record: StoredRecord): Record<string, unknown> {
  return presentRecord(state, type, record, { ...everything, properties: Object.keys(record.properties) });
}

function pick(
  state: PortalState,
  type: ObjectType,
  record: StoredRecord,
  names: string[] | null,
): Record<string, string | null> {
  const always = ['hs_object_id', type.createdProperty, type.modifiedProperty];
  const catalog = state.catalog(type.id);
  const picked: Record<string, string | null> = {};
  for (const name of new Set([...always, ...(names ?? type.defaultProperties)].toSorted())) {
    // Undefined properties are omitted, and properties without a value are null.
    if (catalog.find(name)) picked[name] = record.properties[name] ?? null;
  }
  return picked;
}

function histories(
  state: PortalState,
  type: ObjectType,
  record: StoredRecord,
  names: string[],
): Record<string, unknown[]> {
  const catalog = state.catalog(type.id);
  return Object.fromEntries(
    names.filter((name) => catalog.find(name)).map((name) => [name, versionsOf(record, name).map(presentVersion)]),
  );
}

function versionsOf(record: StoredRecord, name: string): PropertyVersion[] {
  const value = record.properties[name];
  return record.history[name] ?? firstVersion(value, record);
}

function presentVersion(version: PropertyVersion) {
  return {
    value: version.value,
    timestamp: isoInstant(version.at),
    sourceType: version.sourceType,
    ...(version.sourceId === null ? {} : { sourceId: version.sourceId }),
  };
}

function linksOf(
  state: PortalState,
  type: ObjectType,
  id: string,
  toTypes: ObjectType[],
): { associations?: Record<string, unknown> } {
  const entries = toTypes.flatMap((toType) => {
    const store = state.store(toType.id);
    const results = state.associations
      .listFrom({ objectTypeId: type.id, id }, toType.id)
      .filter((link) => store.isLive(link.id))
      .flatMap((link) =>
        link.typeIds.map((typeId) => ({
          id: link.id,
          type: state.associationTypes.find(type.id, toType.id, typeId)?.name ?? String(typeId),
        })),
      );
    return results.length > 0 ? [[toType.plural, { results }] as const] : [];
  });
  return entries.length > 0 ? { associations: Object.fromEntries(entries) } : {};
}
