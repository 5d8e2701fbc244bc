import { chooseRelated, type AssignmentPlan, type PlannedAssociation } from '@/lib/domain/assignment/plan';
import type { ObjectModel } from '@/lib/domain/crm/crm';
import { valueIn } from '@/lib/domain/crm/fields';
import { findUnconfirmed, findUnsaved } from '@/lib/domain/crm/saved-values';
import { isSameLink, staleLinks, type StoredLink } from '@/lib/domain/assignment/stored-link';
import type { CrmRecord, RecordRef, RecordValues } from '@/lib/domain/crm/records';
import { trace, type TraceEntry } from '@/lib/domain/trace';
import type { Provider } from '@/lib/integrations/crm/contract/provider';
import type { ProviderAccess } from '@/lib/integrations/crm/contract/access';
import { ProviderError } from '@/lib/integrations/provider-error';
import { withAccess } from '../connections/with-access';
import type { Ctx } from '../context';
import { findWriteKey } from '../connections/find-write-key';
import { recordLinks } from './record-links';

type WritePlan = Extract<AssignmentPlan, { kind: 'create' | 'update' }>;

interface Work {
  assignmentId: string;
  plan: AssignmentPlan;
  /** The CRM's objects, to name records and properties. */
  objects: readonly ObjectModel[];
  authMethodId: string;
  portalId: string;
  grantedScopes: readonly string[];
  /** What an earlier run wrote to this account. */
  known: { record: RecordRef | null; links: readonly StoredLink[] };
  /** The cards attached now. */
  cards: readonly RecordRef[];
}

type Call = <T>(run: (access: ProviderAccess, provider: Provider) => Promise<T>) => Promise<T>;

export interface Executed {
  entries: TraceEntry[];
  /** Values that the CRM rejected and that were left out of the record. */
  refused: ProviderError | null;
}

/** Writes the plan to the CRM. Idempotent: records have a key or ID, links their two ends. */
export async function executePlan(ctx: Ctx, work: Work): Promise<Executed> {
  const { plan, known, assignmentId, portalId } = work;
  const call: Call = (run) => withAccess(ctx, work.authMethodId, run);
  if (plan.kind !== 'create' && plan.kind !== 'update')
    return { entries: await unlink(ctx, work, call, []), refused: null };

  const { record, isNew, refused, values } = await writeAccepted(ctx, work, plan, call);
  const from: RecordRef = { objectApiName: record.objectApiName, id: record.id };
  const { targets, entries } = await resolve(plan.associations, call);
  const links: StoredLink[] = [];
  for (const { to, via } of targets) {
    const before = known.links.find((link) => isSameLink(link, { from, to }));
    // A new record has no links yet.
    const isOurs =
      before?.isOurs ??
      (isNew || (await call((access, provider) => provider.records.readLink(access, { from, to }))) === 'none');
    links.push({ from, to, via, isOurs });
  }
  await recordLinks(ctx, { assignmentId, portalId, record, add: links });
  for (const { to } of links) await call((access, provider) => provider.records.associate(access, { from, to }));
  return {
    entries: [
      ...reportRefused(work, plan, refused),
      ...(await reportUnsavedFields(ctx, work, { ...plan, values }, record, call)),
      ...entries,
      ...(await unlink(ctx, work, call, links)),
    ],
    refused,
  };
}

/** Refused values are named all at once or one by one, depending on the rule they break. */
const MAX_REFUSALS = 5;

/**
 * Writes the record without the values that the CRM rejects: one unusable value must not cost the whole interaction.
 * Throws the first refusal if nothing would be left, or if it isn't about the values.
 */
async function writeAccepted(
  ctx: Ctx,
  work: Work,
  plan: WritePlan,
  call: Call,
): Promise<{ record: CrmRecord; isNew: boolean; refused: ProviderError | null; values: RecordValues }> {
  let values = plan.values;
  let refused: ProviderError | null = null;
  for (;;) {
    try {
      return { ...(await writeRecord(ctx, work, { ...plan, values }, call)), refused, values };
    } catch (error) {
      const left = withoutRefused(values, error);
      if (!(error instanceof ProviderError) || left === null || (refused?.fields.length ?? 0) >= MAX_REFUSALS)
        throw refused ?? error;
      refused = refused ? withFields(refused, error) : error;
      values = left;
    }
  }
}

/** The values that the CRM has nothing against. Null if it rejected something else, or everything. */
function withoutRefused(values: RecordValues, error: unknown): RecordValues | null {
  if (!(error instanceof ProviderError) || error.kind !== 'invalid_request' || error.fields.length === 0) return null;
  const names = new Set(error.fields.map(({ apiName }) => apiName));
  if (![...names].every((name) => Object.hasOwn(values, name))) return null;
  const left = Object.entries(values).filter(([name]) => !names.has(name));
  return left.length === 0 ? null : Object.fromEntries(left);
}

function withFields(first: ProviderError, next: ProviderError): ProviderError {
  return new ProviderError(first.kind, {
    operation: first.operation,
    providerMessage: [first.providerMessage, next.providerMessage].filter(Boolean).join('\n'),
    fields: [...first.fields, ...next.fields],
  });
}

function reportRefused(
  { objects }: Work,
  { objectId, values }: WritePlan,
  refused: ProviderError | null,
): TraceEntry[] {
  const fields = objects.find(({ id }) => id === objectId)?.fields ?? [];
  return (refused?.fields ?? []).map(({ apiName, message, isUnknown }) => {
    const field = fields.find((candidate) => candidate.apiName === apiName);
    const ref = field ? ({ type: 'field', id: field.id } as const) : undefined;
    const name = field?.name ?? apiName;
    return isUnknown
      ? trace('field_unknown', { field: name, property: apiName }, ref)
      : trace('field_left_out', { field: name, value: valueIn(values, apiName) ?? '', message }, ref);
  });
}

/** A successful write may leave a value unchanged. Reads the record again where the response doesn't tell. */
async function reportUnsavedFields(
  ctx: Ctx,
  { objects }: Work,
  { values, objectId }: WritePlan,
  record: CrmRecord,
  call: Call,
): Promise<TraceEntry[]> {
  const { defaultCountry } = ctx.config;
  const fields = objects.find(({ id }) => id === objectId)?.fields ?? [];
  const open = findUnconfirmed(fields, values, record.values, defaultCountry);
  if (open.length === 0) return [];
  // The write succeeded; failing to read it back doesn't make it a failure.
  const read = await call((access, provider) => provider.records.get(access, record, open)).catch((error: unknown) => {
    ctx.log.warn({ err: error, recordId: record.id }, 'what was written could not be read again');
    return null;
  });
  if (read === null) return [];
  const { values: stored } = read;
  const sent = Object.fromEntries(open.map((name) => [name, valueIn(values, name)]));
  const lost = findUnsaved(fields, { sent, stored }, defaultCountry);
  return fields.flatMap(({ id, name: field, apiName }) => {
    const how = lost.get(apiName);
    const ref = { type: 'field', id } as const;
    const value = valueIn(values, apiName) ?? '';
    if (how === undefined) return [];
    if (how === 'unknown') return [trace('field_unknown', { field, property: apiName }, ref)];
    return [
      how === 'empty'
        ? trace('field_kept_nothing', { field, value }, ref)
        : trace('field_kept_other', { field, value, kept: valueIn(stored, apiName) ?? '' }, ref),
    ];
  });
}

async function writeRecord(
  ctx: Ctx,
  work: Work,
  plan: WritePlan,
  call: Call,
): Promise<{ record: CrmRecord; isNew: boolean }> {
  if (plan.kind === 'update')
    return {
      record: await call((access, provider) => provider.records.update(access, plan.target, plan.values)),
      isNew: false,
    };
  const { objectApiName, values } = plan;
  const { record: known } = work.known;
  if (known?.objectApiName === objectApiName) {
    return { record: await call((access, provider) => provider.records.update(access, known, values)), isNew: false };
  }
  const property = await findWriteKey(ctx, { ...work, objectApiName });
  // A possible duplicate is worse than a record that waits for an administrator.
  if (property === null)
    throw new ProviderError('invalid_request', { operation: 'records.detectWriteKey', code: 'NO_UNIQUE_PROPERTY' });
  return call((access, provider) =>
    provider.records.upsertByKey(access, { objectApiName, key: { property, value: plan.key }, values }),
  );
}

interface Target {
  to: RecordRef;
  via: StoredLink['via'];
}

async function resolve(
  associations: readonly PlannedAssociation[],
  call: Call,
): Promise<{ targets: Target[]; entries: TraceEntry[] }> {
  const targets: Target[] = [];
  const entries: TraceEntry[] = [];
  for (const association of associations) {
    if (association.kind === 'known') {
      targets.push({ to: association.to, via: 'card' });
      continue;
    }
    const records = await call((access, provider) =>
      provider.records.listRelated(access, association.from, association.objectApiName, association.properties),
    );
    const chosen = chooseRelated(association, records);
    entries.push(...chosen.trace);
    if (chosen.to) targets.push({ to: chosen.to, via: 'related' });
  }
  return { targets, entries };
}

/** Removes links an earlier run made that no longer apply. Links that existed before, or carry a label, stay. */
async function unlink(
  ctx: Ctx,
  { assignmentId, portalId, plan, known, cards, objects }: Work,
  call: Call,
  links: readonly StoredLink[],
): Promise<TraceEntry[]> {
  const stale = staleLinks(known.links, { plan: plan.kind, links, cards });
  const entries: TraceEntry[] = [];
  for (const link of stale) {
    const { from, to, isOurs } = link;
    const record = `${objects.find(({ apiName }) => apiName === to.objectApiName)?.name ?? to.objectApiName} ${to.id}`;
    const state = isOurs
      ? await call((access, provider) => provider.records.dissociate(access, { from, to })).catch(isGone)
      : 'foreign';
    entries.push(
      state === 'foreign'
        ? trace('link_not_ours', { record })
        : state === 'labelled'
          ? trace('link_labelled', { record })
          : trace('link_removed', { record }),
    );
  }
  if (stale.length > 0) await recordLinks(ctx, { assignmentId, portalId, drop: stale });
  return entries;
}

/** If either record is gone, so is the link. */
function isGone(error: unknown): 'none' {
  if (error instanceof ProviderError && error.kind === 'not_found') return 'none';
  throw error;
}
