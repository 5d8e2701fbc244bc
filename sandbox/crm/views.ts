import type {
  EditResult,
  EffectSink,
  ObjectTypeView,
  RecordPage,
  RecordSummary,
  RecordView,
  SandboxSettings,
} from '../contract';
import { presentTypes } from './associations/present';
import { ApiFailure, invalid } from './failure';
import type { ObjectType } from './object-types';
import { findIds } from './search/search';
import { checkUpdate } from './records/validate';
import type { PortalState } from './state/portal-state';
import type { StoredRecord } from './state/record-source';

/** The data of the record pages, from the same store as the API's. */
export function viewTypes(state: PortalState): ObjectTypeView[] {
  return state
    .types()
    .map((type) => ({ objectTypeId: type.id, singular: type.singularLabel, plural: type.pluralLabel }));
}

export function viewList(
  state: PortalState,
  settings: SandboxSettings,
  type: ObjectType,
  options: { query: string; after: string | null; limit: number; now: number },
): RecordPage {
  const offset = Number(options.after ?? 0) || 0;
  const search = {
    groups: [],
    query: options.query.trim(),
    sort: null,
    properties: null,
    limit: options.limit,
    offset,
  };
  const { total, ids } = findIds({ state, settings }, type, search, options.now);
  const end = offset + ids.length;
  return {
    total,
    results: ids.flatMap((id) => summaryOf(state, type, id)),
    nextAfter: end < total && ids.length > 0 ? String(end) : null,
  };
}

export function viewRecord(state: PortalState, type: ObjectType, id: string): RecordView | null {
  const record = state.store(type.id).read(id);
  if (!record || record.mergedInto !== null || record.isPurged) return null;
  return {
    ...summarize(type, record),
    objectLabel: type.singularLabel,
    createdAt: new Date(record.createdAt).toISOString(),
    isArchived: record.archivedAt !== null,
    properties: state
      .catalog(type.id)
      .list()
      .map((property) => ({
        name: property.name,
        label: property.label,
        type: property.type,
        fieldType: property.fieldType,
        value: record.properties[property.name] ?? null,
        isReadOnly: property.modificationMetadata.readOnlyValue,
        options:
          optionsOf(state, type, property.name) ?? property.options.map(({ value, label }) => ({ value, label })),
      })),
    associations: state.types().flatMap((other) => {
      const links = state.associations
        .listFrom({ objectTypeId: type.id, id }, other.id)
        .filter((link) => state.store(other.id).isLive(link.id));
      const records = links.flatMap((link) =>
        summaryOf(state, other, link.id).map((summary) => ({
          ...summary,
          labels: presentTypes(state, type.id, other.id, link.typeIds).flatMap((linkType) => linkType.label ?? []),
        })),
      );
      return records.length > 0 ? [{ objectTypeId: other.id, label: other.pluralLabel, records }] : [];
    }),
  };
}

/** A person's edit follows the same rules, but reports values that the API would silently ignore. */
export function editAsPerson(
  state: PortalState,
  settings: SandboxSettings,
  type: ObjectType,
  edit: { id: string; userId: number; properties: Record<string, string> },
  sink: EffectSink,
): EditResult {
  try {
    const record = state.store(type.id).readLive(edit.id);
    if (!record) throw invalid('This record no longer exists');
    const values = checkUpdate(
      { state, type, settings, enforcesAdminRules: true },
      record.id,
      record.properties,
      edit.properties,
    );
    const source = { sourceType: 'CRM_UI', sourceId: `userId:${edit.userId}`, userId: edit.userId };
    sink.commit({
      type: 'crm.record.update',
      portalId: state.portal.portalId,
      data: { objectTypeId: type.id, id: record.id, properties: values, source },
    });
    return { ok: true, id: record.id };
  } catch (failure) {
    if (failure instanceof ApiFailure) {
      const errors = failure.extras.errors ?? [];
      const problems = errors.flatMap(({ context, message }) =>
        (context?.propertyName ?? []).map((property) => ({ property, message })),
      );
      return { ok: false, message: errors[0]?.message ?? failure.message, problems };
    }
    throw failure;
  }
}

const restorableForMs = 90 * 86_400_000;

/** A person deletes a record, or restores it for as long as HubSpot keeps it. https://knowledge.hubspot.com/records/restore-deleted-records */
export function moveAsPerson(
  state: PortalState,
  type: ObjectType,
  { id, userId, isArchived, now }: { id: string; userId: number; isArchived: boolean; now: number },
  sink: EffectSink,
): EditResult {
  const store = state.store(type.id);
  const record = store.read(id);
  const refusal =
    record && record.mergedInto === null
      ? restoreProblem(state, type, record, isArchived, now)
      : 'This record no longer exists';
  if (!record || refusal !== null) return { ok: false, message: refusal ?? '', problems: [] };
  if ((record.archivedAt !== null) !== isArchived) {
    const source = { sourceType: 'CRM_UI', sourceId: `userId:${userId}`, userId };
    sink.commit({
      type: isArchived ? 'crm.record.archive' : 'crm.record.restore',
      portalId: state.portal.portalId,
      data: { objectTypeId: type.id, id, source },
    });
  }
  return { ok: true, id };
}

function restoreProblem(
  state: PortalState,
  type: ObjectType,
  record: StoredRecord,
  isArchived: boolean,
  now: number,
): string | null {
  if (isArchived || record.archivedAt === null) return null;
  if (now - record.archivedAt > restorableForMs) return 'A deleted record can be restored for 90 days';
  if (Object.keys(record.properties).length <= 1) return 'This record was deleted for good';
  const store = state.store(type.id);
  const taken = state
    .catalog(type.id)
    .uniqueNames()
    .find((name) => record.properties[name] && store.findUnique(name, record.properties[name]) !== null);
  return taken === undefined ? null : `Another record has the same ${taken} now`;
}

function summaryOf(state: PortalState, type: ObjectType, id: string): RecordSummary[] {
  const record = state.store(type.id).read(id);
  return record ? [summarize(type, record)] : [];
}

function summarize(type: ObjectType, record: StoredRecord): RecordSummary {
  const title = type.titleProperties.flatMap((name) => record.properties[name] ?? []).join(' ');
  return {
    objectTypeId: type.id,
    id: record.id,
    title:
      title || (type.detailProperty && record.properties[type.detailProperty]) || `${type.singularLabel} ${record.id}`,
    detail: (type.detailProperty && record.properties[type.detailProperty]) ?? null,
    updatedAt: new Date(record.updatedAt).toISOString(),
  };
}

/** Options that come from the portal instead of the property. */
function optionsOf(state: PortalState, type: ObjectType, name: string): { value: string; label: string }[] | null {
  if (name === 'hubspot_owner_id')
    return state.owners
      .filter((owner) => !owner.archived)
      .map((owner) => ({ value: owner.id, label: `${owner.firstName} ${owner.lastName}` }));
  const pipelines = state.pipelinesOf(type.id).filter((pipeline) => !pipeline.archived);
  if (name === 'hs_pipeline' || name === 'pipeline') return pipelines.map(({ id, label }) => ({ value: id, label }));
  if (name === 'hs_pipeline_stage' || name === 'dealstage')
    return pipelines
      .flatMap((pipeline) => pipeline.stages.filter((stage) => !stage.archived))
      .map(({ id, label }) => ({ value: id, label }));
  return null;
}
