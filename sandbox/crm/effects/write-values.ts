import { isoInstant } from '../../instant';
import { deriveProperties } from '../state/derive';
import type { PortalState } from '../state/portal-state';
import type { PropertyVersion, StoredRecord } from '../state/record-source';
import type { EffectSource } from '../state/schemas';

/** Returns the record with the written values, recomputed derived values and a version of each changed property. */
export function writeValues(
  state: PortalState,
  objectTypeId: string,
  record: StoredRecord,
  values: Record<string, string>,
  source: EffectSource,
  at: number,
): StoredRecord {
  const modifiedProperty = state.findType(objectTypeId)?.modifiedProperty ?? 'hs_lastmodifieddate';
  const owner = values['hubspot_owner_id'];
  const ownerChanged = owner !== undefined && owner !== (record.properties['hubspot_owner_id'] ?? '');
  const next = merged(record.properties, {
    ...values,
    ...(ownerChanged
      ? { hubspot_owner_assigneddate: owner === '' ? '' : isoInstant(at), hs_all_owner_ids: owner }
      : {}),
    ...(source.userId === null ? {} : { hs_updated_by_user_id: String(source.userId) }),
    [modifiedProperty]: isoInstant(at),
  });
  const derived = deriveProperties(objectTypeId, record.id, next, {
    country: state.country,
    pipelines: state.pipelinesOf(objectTypeId),
    at,
  });
  const properties = merged(next, derived);
  const history = { ...record.history };
  for (const name of new Set([...Object.keys(record.properties), ...Object.keys(properties)])) {
    const before = record.properties[name];
    const after = properties[name];
    if (before === after) continue;
    const version = { value: after ?? '', at, sourceType: source.sourceType, sourceId: source.sourceId };
    history[name] = [version, ...(history[name] ?? firstVersion(before, record))].slice(0, 20);
  }
  return { ...record, properties, history, updatedAt: at };
}

/** The first version of an initial value has the record's creation time. */
export function firstVersion(value: string | undefined, record: StoredRecord): PropertyVersion[] {
  return value === undefined
    ? []
    : [{ value, at: record.createdAt, ...(record.madeBy ?? { sourceType: 'IMPORT', sourceId: null }) }];
}

function merged(before: Record<string, string>, changes: Record<string, string | null>): Record<string, string> {
  const next = { ...before };
  for (const [name, value] of Object.entries(changes)) {
    if (value === null || value === '') delete next[name];
    else next[name] = value;
  }
  return next;
}
