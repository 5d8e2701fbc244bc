import { z } from 'zod';
import type { MessageRef } from '../base/app-error';
import { idSchema, versionSchema } from '../base/validation';
import { phoneKey } from '../phone/key';
import type { InteractionState } from './state';

/** Numbers that are no customers', as an administrator lists them. */

/** `internal`: of a colleague · `private`: nobody's business · `line`: one of our numbers or a queue, with all its calls. */
export const EXCLUDED_KINDS = ['internal', 'private', 'line'] as const;

const textSchema = z.string().trim().min(1, 'required').max(200);

const excludedNumberSchema = z.strictObject({
  kind: z.enum(EXCLUDED_KINDS, 'not_offered'),
  /** A number, an extension, or for a line also the name of a queue. */
  from: textSchema,
  /** The last one of a range. */
  to: textSchema.nullable().default(null),
  /** Whose number it is. */
  userId: idSchema.nullable().default(null),
});
export type ExcludedNumber = z.infer<typeof excludedNumberSchema>;

/** Each is compared with the number of every interaction. */
export const MOST_EXCLUDED = 200;

/** The row of `Setting`. */
export const excludedNumbersSchema = z.strictObject({ entries: z.array(excludedNumberSchema).max(MOST_EXCLUDED) });
export const excludedNumbersEditSchema = excludedNumbersSchema.extend({ version: versionSchema });

/** A range of more is a mistake: a block of direct numbers has at most four digits of its own. */
const MAX_RANGE = 10_000;

interface Range {
  low: string;
  high: string;
}

/** The keys from the first to the last number; null if they are none, or no range. */
export function rangeOf({ from, to }: ExcludedNumber, defaultCountry: string | null): Range | null {
  const low = phoneKey(from, { defaultCountry });
  const high = to === null ? low : phoneKey(to, { defaultCountry });
  return low === null || high === null || low.length !== high.length || low > high ? null : { low, high };
}

/** How many numbers a range has. */
export function sizeOf({ low, high }: Range): number {
  return Number(high) - Number(low) + 1;
}

/** An entry, read once. */
export interface ReadEntry extends ExcludedNumber {
  range: Range | null;
}

export function readEntries(entries: readonly ExcludedNumber[], defaultCountry: string | null): ReadEntry[] {
  return entries.map((entry) => ({ ...entry, range: rangeOf(entry, defaultCountry) }));
}

/** Whether an entry other than a line is about the number with this key. */
export function isExcluded({ kind, range }: ReadEntry, key: string | null): boolean {
  if (kind === 'line' || range === null || key === null) return false;
  return key.length === range.low.length && key >= range.low && key <= range.high;
}

export function isExcludedLine(
  { kind, from, range }: ReadEntry,
  { queue, ourNumber }: Pick<InteractionState, 'queue' | 'ourNumber'>,
  defaultCountry: string | null,
): boolean {
  if (kind !== 'line') return false;
  if (queue !== null && queue.trim().toLowerCase() === from.toLowerCase()) return true;
  return range !== null && ourNumber !== null && phoneKey(ourNumber, { defaultCountry }) === range.low;
}

/** Whether a number is a colleague's, for `replay`. */
export function isAmong(entries: readonly ReadEntry[], defaultCountry: string | null): (number: string) => boolean {
  const internal = entries.filter(({ kind }) => kind === 'internal');
  return (number) => {
    if (internal.length === 0) return false;
    const key = phoneKey(number, { defaultCountry });
    return internal.some((entry) => isExcluded(entry, key));
  };
}

/** What is wrong with each entry, by the path of its field. Earlier entries count, so the later of two is named. */
export function checkExcludedNumbers(
  entries: readonly ExcludedNumber[],
  defaultCountry: string | null,
): Map<string, MessageRef> {
  const wrong = new Map<string, MessageRef>();
  const ranges: (Range & { row: number })[] = [];
  entries.forEach((entry, index) => {
    const path = (field: string) => `entries.${index}.${field}`;
    if (entry.kind === 'line') {
      const isTwice = entries
        .slice(0, index)
        .some(({ kind, from }) => kind === 'line' && from.toLowerCase() === entry.from.toLowerCase());
      if (isTwice) wrong.set(path('from'), { key: 'duplicate_value' });
      if (entry.to !== null) wrong.set(path('to'), { key: 'line_has_no_range' });
      return;
    }
    const first = rangeOf({ ...entry, to: null }, defaultCountry);
    if (first === null) return wrong.set(path('from'), { key: 'not_a_number' });
    const range = rangeOf(entry, defaultCountry);
    if (range === null) return wrong.set(path('to'), { key: 'not_a_range' });
    if (sizeOf(range) > MAX_RANGE) return wrong.set(path('to'), { key: 'range_too_large', params: { max: MAX_RANGE } });
    const other = ranges.find(
      ({ low, high }) => low.length === range.low.length && low <= range.high && range.low <= high,
    );
    if (other) return wrong.set(path('from'), { key: 'range_overlaps', params: { row: other.row } });
    if (entry.userId !== null && (entry.kind !== 'internal' || range.low !== range.high))
      wrong.set(path('userId'), { key: 'range_of_one' });
    ranges.push({ ...range, row: index + 1 });
  });
  return wrong;
}
