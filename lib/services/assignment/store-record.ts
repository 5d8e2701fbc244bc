import { valueIn } from '@/lib/domain/crm/fields';
import { findUnconfirmed, findUnsaved } from '@/lib/domain/crm/saved-values';
import type { CrmRecord, RecordValues } from '@/lib/domain/crm/records';
import { trace, type TraceEntry } from '@/lib/domain/trace';
import { ProviderError } from '@/lib/integrations/provider-error';
import { findWriteKey } from '../connections/find-write-key';
import type { Ctx } from '../context';
import { withPresentRecord, type Call, type Work, type WritePlan } from './internal';

interface WrittenRecord {
  record: CrmRecord;
  isNew: boolean;
  /** Values that the CRM rejected and that were left out of the record. */
  refused: ProviderError | null;
  entries: TraceEntry[];
}

/** Writes the record of a plan and checks what the CRM made of it. */
export async function storeRecord(ctx: Ctx, work: Work, plan: WritePlan, call: Call): Promise<WrittenRecord> {
  const { values, ...written } = await writeAccepted(ctx, work, plan, call);
  return {
    ...written,
    entries: [
      ...reportRefused(work, plan, written.refused),
      ...(await reportUnsavedFields(ctx, work, { ...plan, values }, written.record, call)),
    ],
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
      return { ...(await writeOnce(ctx, work, { ...plan, values }, call)), refused, values };
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

async function writeOnce(
  ctx: Ctx,
  work: Work,
  plan: WritePlan,
  call: Call,
): Promise<{ record: CrmRecord; isNew: boolean }> {
  if (plan.kind === 'update') {
    const updated = await withPresentRecord(call, plan.target, (target) =>
      call((access, provider) => provider.records.update(access, target, plan.values)),
    );
    if (updated === null) throw new ProviderError('not_found', { operation: 'records.update' });
    return { record: updated.result, isNew: false };
  }
  const { objectApiName, values } = plan;
  const { record: known } = work.known;
  if (known?.objectApiName === objectApiName) {
    return { record: await call((access, provider) => provider.records.update(access, known, values)), isNew: false };
  }
  const property = await requireKey(ctx, work, objectApiName);
  const upsert = (name: string) =>
    call((access, provider) =>
      provider.records.upsertByKey(access, { objectApiName, key: { property: name, value: plan.key }, values }),
    );
  try {
    return await upsert(property);
  } catch (error) {
    if (!isAboutKey(error, property)) throw error;
    // Deleted in the account, or no longer writable since it was detected.
    const other = await requireKey(ctx, work, objectApiName, { isRefused: true });
    if (other === property) throw error;
    const key = { property, value: plan.key };
    const first = await call((access, provider) =>
      provider.records.findByKey(access, objectApiName, key, Object.keys(values)),
    ).catch((failure: unknown) => {
      if (failure instanceof ProviderError && !failure.retryable) return null;
      throw failure;
    });
    if (first === null) return upsert(other);
    return { record: await call((access, provider) => provider.records.update(access, first, values)), isNew: false };
  }
}

/** A possible duplicate is worse than a record that waits for an administrator. */
async function requireKey(
  ctx: Ctx,
  work: Work,
  objectApiName: string,
  how: { isRefused?: boolean } = {},
): Promise<string> {
  const property = await findWriteKey(ctx, { ...work, objectApiName }, how);
  if (property === null)
    throw new ProviderError('invalid_request', { operation: 'records.detectWriteKey', code: 'NO_UNIQUE_PROPERTY' });
  return property;
}

/** HubSpot doesn't always name the property that it refuses as a key. */
function isAboutKey(error: unknown, property: string): boolean {
  if (!(error instanceof ProviderError) || (error.kind !== 'invalid_request' && error.kind !== 'not_found'))
    return false;
  return error.fields.length === 0 || error.fields.some(({ apiName }) => apiName === property);
}
