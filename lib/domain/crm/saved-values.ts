import type { FieldModel } from './crm';
import { isSameValue, readFieldValue, valueIn } from './fields';
import { areChoicesAdded } from './choices';
import { readableHtml } from './html-text';
import type { RecordValues } from './records';

/**
 * Whether a provider kept what it was sent. HubSpot answers a write with success and may still hold something else: it
 * never moves a life cycle backward, and an update passes over a property it does not know. Another way of writing the
 * same value is no difference.
 * https://developers.hubspot.com/docs/api-reference/latest/crm/activities/calls/guide
 */

/** `unknown`: it has no such property · `empty`: it holds nothing · `old`: what it held before · `other`: something else. */
export const UNSAVED_REASONS = ['unknown', 'empty', 'old', 'other'] as const;
export type UnsavedReason = (typeof UNSAVED_REASONS)[number];

type ComparedField = Pick<FieldModel, 'type' | 'options' | 'apiName' | 'facts'>;

export interface Written {
  sent: RecordValues;
  /** Absent for new records. */
  before?: RecordValues;
  /** A property that is not there does not exist at the provider. */
  stored: RecordValues;
}

/** The fields whose sent value was not stored, by API name. */
export function findUnsaved(
  fields: readonly ComparedField[],
  written: Written,
  defaultCountry: string | null,
): Map<string, UnsavedReason> {
  const found = new Map<string, UnsavedReason>();
  for (const [apiName, sent] of Object.entries(written.sent)) {
    const field = fields.find((candidate) => candidate.apiName === apiName);
    const how = field && unsavedReason(field, sent, written, defaultCountry);
    if (how) found.set(apiName, how);
  }
  return found;
}

/** The sent properties that the answer to a write lacks or returns with another value. */
export function findUnconfirmed(
  fields: readonly ComparedField[],
  sent: RecordValues,
  answered: RecordValues,
  defaultCountry: string | null,
): string[] {
  return [...findUnsaved(fields, { sent, stored: answered }, defaultCountry).keys()];
}

function unsavedReason(
  field: ComparedField,
  sent: string | null,
  { before, stored }: Written,
  defaultCountry: string | null,
): UnsavedReason | null {
  if (!Object.hasOwn(stored, field.apiName)) return 'unknown';
  const now = valueIn(stored, field.apiName);
  if (isSameValue(field, sent, now, defaultCountry)) return null;
  if (field.facts?.isMultiple && areChoicesAdded(sent ?? '', now ?? '')) return null;
  // HubSpot may write the same HTML in another way.
  if (field.facts?.isHtml && readableHtml(sent ?? '') === readableHtml(now ?? '')) return null;
  if (readFieldValue(field, now).kind === 'empty') return 'empty';
  return before && isSameValue(field, valueIn(before, field.apiName), now, defaultCountry) ? 'old' : 'other';
}
