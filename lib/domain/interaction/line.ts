import { cutText } from '../base/cut-text';
import { z } from 'zod';
import { sortSchema } from '../base/sort';
import { tagIdsSchema } from '../base/tag';
import { idSchema, nameSchema, versionSchema } from '../base/validation';
import { phoneKey } from '../phone/key';
import { formatPhone } from '../phone/phone';

/** One of our numbers, or a queue. */
export const LINE_KINDS = ['number', 'queue'] as const;
export type LineKind = (typeof LINE_KINDS)[number];

/** Spellings of one queue have the same key. */
export function queueKey(name: string): string {
  return name.trim().toLowerCase();
}

/** Spellings of one line have the same key. Null: it is no number. */
export function lineKey(kind: LineKind, value: string, defaultCountry: string): string | null {
  return kind === 'queue' ? queueKey(value) || null : phoneKey(value, { defaultCountry });
}

/** What a line is called until somebody gives it a name. */
export function proposedName(kind: LineKind, value: string, defaultCountry: string): string {
  const text = kind === 'number' ? formatPhone(value, { defaultCountry }) : value.trim();
  return cutText(text, MAX_NAME);
}
const MAX_NAME = 120;

/**
 * So many lines are recorded from what arrives; the rest of the limit is left for those added by hand. A source that reports
 * something else as our number can't fill the table.
 */
export const MOST_RECORDED = 900;

const profileIdSchema = idSchema.nullable();

export const lineInputSchema = z.strictObject({
  name: nameSchema,
  kind: z.enum(LINE_KINDS, 'not_offered').default('queue'),
  value: z
    .string()
    .trim()
    .max(200)
    .default('')
    .meta({ description: 'The number, or the queue as your phone system names it. If absent, the name.' }),
  profileId: profileIdSchema
    .default(null)
    .meta({ description: 'The profile that decides about interactions for which no agent does.' }),
});

/** A line stays the same number or queue: its interactions belong to it. */
export const lineEditSchema = z.strictObject({
  name: nameSchema,
  profileId: profileIdSchema,
  version: versionSchema,
});

/** The profile that decides for all lines without one, and for interactions without a line. */
export const lineDefaultSchema = z.strictObject({ profileId: profileIdSchema, version: versionSchema });

export const LINE_SORTS = ['name', 'changed'] as const;

export const lineFilterSchema = z.strictObject({
  search: z.string().max(200).optional(),
  kind: z.enum(LINE_KINDS, 'not_offered').optional(),
  tagIds: tagIdsSchema,
  sort: sortSchema(LINE_SORTS),
  page: z.coerce.number().int().min(1).max(10_000).optional(),
});
export type LineFilter = z.infer<typeof lineFilterSchema>;
