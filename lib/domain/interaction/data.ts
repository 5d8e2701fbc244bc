import { z } from 'zod';
import { pickedIdSchema } from '../base/validation';
import { CHANNELS, DIRECTIONS } from './interaction';
import { RESULTS } from './state';

/**
 * What a rule may read from an interaction. The names people see are `messages/<language>/interaction-data.json`:
 * a key's own name, and `<key>_<choice>` for the values of a choice.
 */

type Entry =
  | { type: 'text' | 'lines' | 'phone' | 'email' | 'number' | 'date_time' | 'url' | 'json' }
  /** One of our fixed values, which a table can translate for the CRM. */
  | { type: 'choice'; choices: readonly string[] };

export const INTERACTION_DATA = {
  interactionId: { type: 'text' },
  channel: { type: 'choice', choices: CHANNELS },
  direction: { type: 'choice', choices: DIRECTIONS },
  /** Whether there was a conversation. */
  result: { type: 'choice', choices: RESULTS },
  /** Whether it is with a colleague. */
  internalCall: { type: 'choice', choices: ['yes', 'no'] },
  customerNumber: { type: 'phone' },
  customerEmail: { type: 'email' },
  customerHandle: { type: 'text' },
  customerName: { type: 'text' },
  /** Everybody who takes part, one per line. */
  participants: { type: 'lines' },
  fromEmail: { type: 'email' },
  toEmails: { type: 'text' },
  ccEmails: { type: 'text' },
  bccEmails: { type: 'text' },
  /** From, to, cc and bcc with names, as HubSpot takes them. Cut short it would be useless. */
  emailHeaders: { type: 'json' },
  ourNumber: { type: 'phone' },
  fromNumber: { type: 'phone' },
  toNumber: { type: 'phone' },
  queue: { type: 'text' },
  agentEmail: { type: 'email' },
  agentName: { type: 'text' },
  /** Who answered first; after a transfer, another than the agent. */
  firstAgentEmail: { type: 'text' },
  firstAgentName: { type: 'text' },
  /** Who answered first and who had it last, where they differ. */
  firstAndLastAgent: { type: 'text' },
  /** The id of the agent's owner in the CRM. */
  agentOwner: { type: 'text' },
  subject: { type: 'text' },
  /** What an email or message says, as plain text. */
  body: { type: 'lines' },
  outcome: { type: 'text' },
  startedAt: { type: 'date_time' },
  acceptedAt: { type: 'date_time' },
  endedAt: { type: 'date_time' },
  durationMs: { type: 'number' },
  durationSeconds: { type: 'number' },
  /** From presenting to accepting. */
  waitMs: { type: 'number' },
  recordingUrl: { type: 'url' },
} as const satisfies Record<string, Entry>;

export type InteractionDataKey = keyof typeof INTERACTION_DATA;
export const INTERACTION_DATA_KEYS: readonly InteractionDataKey[] =
  Object.keys(INTERACTION_DATA).filter(isInteractionDataKey);
const interactionDataKeySchema = z.enum(INTERACTION_DATA_KEYS, 'not_offered');

export function isInteractionDataKey(name: string): name is InteractionDataKey {
  return Object.hasOwn(INTERACTION_DATA, name);
}

/** `{{fromNumber}}` within a template. Only these names are allowed: no expressions, no nesting. */
const PLACEHOLDER = /\{\{([^{}]*)\}\}/g;

/** The names a template mentions, in order, known or not. */
export function placeholdersOf(text: string): string[] {
  return [...text.matchAll(PLACEHOLDER)].map((match) => (match[1] ?? '').trim());
}

/** Marks a missing value. Stored texts can't contain this character. */
const NOTHING = '\0';
/** A missing value at the start or end of the text, with the separators that joined it to the rest. */
const LOOSE_START = /^[\s\0→·|,;:/–—-]+/;
const LOOSE_END = /[\s\0→·|,;:/–—-]+$/;

/**
 * Replaces every placeholder; `read` returns '' for a missing value. `{{fromNumber}} → {{toNumber}}` without a second
 * number gives the first one without the arrow.
 */
export function fillTemplate(text: string, read: (key: InteractionDataKey) => string): string {
  const filled = text.replace(PLACEHOLDER, (whole, name: string) => {
    const key = name.trim();
    return isInteractionDataKey(key) ? read(key) || NOTHING : whole;
  });
  const withoutNothing = (loose: string) => (loose.includes(NOTHING) ? '' : loose);
  return filled.replace(LOOSE_START, withoutNothing).replace(LOOSE_END, withoutNothing).replaceAll(NOTHING, '').trim();
}

const tableRowSchema = z.strictObject({
  from: z.string().trim().min(1, 'required').max(200),
  to: z.string().trim().min(1, 'required').max(500),
});
export type ValueTableRow = z.infer<typeof tableRowSchema>;

/** Where the value of one field comes from. */
const sourceSchema = z.discriminatedUnion('kind', [
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
      .refine((text) => placeholdersOf(text).every(isInteractionDataKey), 'unknown_placeholder'),
  }),
]);
export type FieldSource = z.infer<typeof sourceSchema>;

const mappingEntrySchema = z.strictObject({ fieldId: pickedIdSchema, source: sourceSchema });
export type MappingEntry = z.infer<typeof mappingEntrySchema>;

/** The source of each field; a field is filled once. */
export const mappingSchema = z
  .array(mappingEntrySchema)
  .max(100)
  .superRefine((entries, context) => {
    const seen = new Set<string>();
    entries.forEach((entry, index) => {
      if (seen.has(entry.fieldId))
        context.addIssue({ code: 'custom', path: [index, 'fieldId'], message: 'field_twice' });
      seen.add(entry.fieldId);
    });
  });
export type Mapping = z.infer<typeof mappingSchema>;
