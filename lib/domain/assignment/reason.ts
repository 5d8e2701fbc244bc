import { z } from 'zod';
import type { NonCustomer } from '../interaction/non-customer';
import type { Messages } from '../base/message-keys';

/** A property of the written object that the provider rejected. */
const refusedFieldSchema = z.object({
  apiName: z.string(),
  /** Null if the property is not a configured field. */
  name: z.string().nullable(),
  /** The provider's message. */
  message: z.string(),
  /** The provider has no such property. */
  isUnknown: z.boolean(),
});

/** Why an assignment is in its state: a key of the namespace `interactions`, with its parameters. */
export const assignmentReasonSchema = z.object({
  key: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
});

/** For administrators, with the provider's own message. The column `InteractionAssignment.reason`, validated again on read. */
export const fullReasonSchema = assignmentReasonSchema.extend({
  /** The provider's answer, unchanged. */
  detail: z.string().optional(),
  refused: z
    .object({ object: z.object({ id: z.string(), name: z.string() }), fields: z.array(refusedFieldSchema).min(1) })
    .optional(),
});
export type FullReason = z.infer<typeof fullReasonSchema>;

/** As it is written: with a key that has a message. What is read may come from an earlier version. */
export type NewReason = FullReason & { key: keyof Messages['interactions']['reason'] };

/** No rule wants it, because it is with nobody who is a customer. */
export function reasonAgainst({ kind, name }: NonCustomer): Pick<NewReason, 'key' | 'params'> {
  switch (kind) {
    case 'internal':
      return name === null ? { key: 'internal_call' } : { key: 'internal_call_with', params: { name } };
    case 'private':
      return { key: 'private_number' };
    case 'line':
      return { key: 'excluded_line', params: { line: name ?? '' } };
    case 'service':
      return { key: 'service_number' };
  }
}

const AGAINST_NON_CUSTOMERS: ReadonlySet<string> = new Set<NewReason['key']>([
  'internal_call',
  'internal_call_with',
  'private_number',
  'excluded_line',
  'service_number',
]);

export function isAgainstNonCustomer(key: string): boolean {
  return AGAINST_NON_CUSTOMERS.has(key);
}

/** What is said of a record that has all it can have. */
const COMPLETE: ReadonlySet<string> = new Set(['attached', 'owner_unknown']);

/** Logged, but without a value or a link that it should have. */
export function isIncomplete({ state, reason }: { state: string; reason: { key: string } | null }): boolean {
  return state === 'logged' && reason !== null && !COMPLETE.has(reason.key);
}
