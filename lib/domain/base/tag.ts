import { z } from 'zod';
import { sortSchema } from './sort';
import { idSchema, versionSchema } from './validation';

export const TAG_COLOURS = ['grey', 'teal', 'blue', 'violet', 'pink', 'red', 'amber', 'green'] as const;
export type TagColour = (typeof TAG_COLOURS)[number];

/** Short enough for a row of a list. */
const tagNameSchema = z
  .string()
  .trim()
  .min(1, 'required')
  .max(40)
  .transform((name) => name.replaceAll(/\s+/g, ' '));

export const tagInputSchema = z.strictObject({ name: tagNameSchema, colour: z.enum(TAG_COLOURS, 'not_offered') });
export type TagInput = z.infer<typeof tagInputSchema>;
export const tagEditSchema = tagInputSchema.extend({ version: versionSchema });

/** Two names with one key are one name: `VIP` and `vip`, and the same letter written with one or with two code points. */
export function tagNameKey(name: string): string {
  return name.normalize('NFKC').toLowerCase();
}

export const TAG_SORTS = ['name', 'changed'] as const;

export const tagFilterSchema = z.strictObject({
  search: z.string().max(200).optional(),
  sort: sortSchema(TAG_SORTS),
  page: z.coerce.number().int().min(1).max(10_000).optional(),
});
export type TagFilter = z.infer<typeof tagFilterSchema>;

const idsSchema = z
  .array(idSchema)
  .max(50)
  .transform((ids) => [...new Set(ids)]);

/** Tags that are not listed stay, so that two people who tag the same entity do not undo each other's changes. */
export const tagChangeSchema = z
  .strictObject({ add: idsSchema, remove: idsSchema })
  .superRefine(({ add, remove }, ctx) => {
    add.forEach((id, index) => {
      if (remove.includes(id)) ctx.addIssue({ code: 'custom', path: ['add', index], message: 'tag_added_and_removed' });
    });
  });

/** Of a list's address: ids with commas between them. Found is what has all of these tags. */
export const tagIdsSchema = z
  .string()
  .max(50 * 37)
  .transform((text) => text.split(','))
  .pipe(z.array(idSchema).max(50))
  .optional();
