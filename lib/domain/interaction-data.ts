import { z } from 'zod';
import { pickedIdSchema } from './crm';

/** What a rule may read from an interaction, and how it says so. */

export type InteractionDataType = 'text' | 'choice' | 'phone' | 'email' | 'number' | 'date_time' | 'url';

export const INTERACTION_DATA_KEYS = [
  'interactionId',
  'channel',
  'direction',
  'status',
  'customerNumber',
  'customerEmail',
  'customerHandle',
  'customerName',
  'ourNumber',
  'fromNumber',
  'toNumber',
  'queue',
  'agentEmail',
  'agentName',
  'subject',
  'outcome',
  'startedAt',
  'acceptedAt',
  'endedAt',
  'durationMs',
  'durationSeconds',
  'waitMs',
  'recordingUrl',
] as const;
export const interactionDataKeySchema = z.enum(INTERACTION_DATA_KEYS, 'not_offered');
export type InteractionDataKey = z.infer<typeof interactionDataKeySchema>;

/** `{{fromNumber}}` within a template. Nothing but these names: no expressions, no nesting. */
const PLACEHOLDER = /\{\{([^{}]*)\}\}/g;

/** The names a template mentions, in order, known or not. */
export function placeholdersOf(text: string): string[] {
  return [...text.matchAll(PLACEHOLDER)].map((match) => (match[1] ?? '').trim());
}

const isKnown = (name: string) => interactionDataKeySchema.safeParse(name).success;

/** Replaces every placeholder; `read` answers '' for what is not there. */
export function fillTemplate(text: string, read: (key: InteractionDataKey) => string): string {
  return text.replace(PLACEHOLDER, (whole, name: string) => {
    const key = interactionDataKeySchema.safeParse(name.trim());
    return key.success ? read(key.data) : whole;
  });
}

const tableRowSchema = z.strictObject({ from: z.string().trim().min(1, 'required').max(200), to: z.string().trim().min(1, 'required').max(500) });
export type ValueTableRow = z.infer<typeof tableRowSchema>;

/** Where the value of one field comes from. */
export const sourceSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('data'),
    key: interactionDataKeySchema,
    /** Ours → the CRM's. With a table, a value it does not name is left out, because a CRM refuses values it does not know. */
    table: z
      .array(tableRowSchema)
      .max(50)
      .refine((rows) => new Set(rows.map((row) => row.from.toLowerCase())).size === rows.length, 'duplicate_value')
      .default([]),
  }),
  z.strictObject({ kind: z.literal('literal'), text: z.string().trim().min(1, 'required').max(2000) }),
  z.strictObject({
    kind: z.literal('template'),
    text: z
      .string()
      .trim()
      .min(1, 'required')
      .max(2000)
      .refine((text) => placeholdersOf(text).every(isKnown), 'unknown_placeholder'),
  }),
]);
export type FieldSource = z.infer<typeof sourceSchema>;

export const mappingEntrySchema = z.strictObject({ fieldId: pickedIdSchema, source: sourceSchema });
export type MappingEntry = z.infer<typeof mappingEntrySchema>;

/** Which field gets what; a field is filled once. */
export const mappingSchema = z
  .array(mappingEntrySchema)
  .max(100)
  .superRefine((entries, context) => {
    const seen = new Set<string>();
    entries.forEach((entry, index) => {
      if (seen.has(entry.fieldId)) context.addIssue({ code: 'custom', path: [index, 'fieldId'], message: 'field_twice' });
      seen.add(entry.fieldId);
    });
  });
export type Mapping = z.infer<typeof mappingSchema>;
