import { z } from 'zod';

/** Where the cause is mended for which interactions wait for an administrator; *lines* is the default profile of all of them. */
const CAUSE_KINDS = ['method', 'rules', 'rule', 'object', 'profile', 'line', 'lines'] as const;
type CauseKind = (typeof CAUSE_KINDS)[number];

/** `rule:` and its ID; the one of *rules* is the CRM's. */
export const causeSchema = z
  .string()
  .max(50)
  .regex(
    /^(?:lines|(?:method|rules|rule|object|profile|line):[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/,
    'wrong_format',
  );
export type Cause = z.infer<typeof causeSchema>;

export function causeParts(cause: Cause): { kind: CauseKind; id: string } {
  const [kind, id = ''] = cause.split(':');
  return { kind: CAUSE_KINDS.find((known) => known === kind) ?? 'lines', id };
}
