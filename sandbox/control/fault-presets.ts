import { z } from 'zod';
import { faultSchema, type FaultInput } from '../kernel/faults';

/** Faults that QA can start with one click. The keys are the form's values. */
export const faultKinds = new Map<string, { label: string; fault: Partial<FaultInput> }>([
  ['unavailable', { label: 'Unavailable (503)', fault: { status: 503 } }],
  ['bad-gateway-after', { label: 'Bad gateway (502) after processing', fault: { status: 502, when: 'after' } }],
  ['internal', { label: 'Internal error (500)', fault: { status: 500 } }],
  [
    'rate-limit',
    {
      label: 'Rate limit (429)',
      fault: {
        status: 429,
        json: {
          status: 'error',
          message: 'You have reached your ten_secondly_rolling limit.',
          errorType: 'RATE_LIMIT',
          policyName: 'TEN_SECONDLY_ROLLING',
        },
      },
    },
  ],
  [
    'daily-limit',
    {
      label: 'Daily limit (429)',
      fault: {
        status: 429,
        json: {
          status: 'error',
          message: 'You have reached your daily limit.',
          errorType: 'RATE_LIMIT',
          policyName: 'DAILY',
        },
      },
    },
  ],
  ['locked', { label: 'Locked (423)', fault: { status: 423 } }],
  ['migration', { label: 'Data centre migration (477)', fault: { status: 477, headers: { 'Retry-After': '60' } } }],
  ['slow', { label: 'Slow: 10 seconds', fault: { delayMs: 10_000 } }],
  ['drip', { label: 'Drip: 20 bytes every 200 ms', fault: { drip: { bytes: 20, everyMs: 200 } } }],
  ['reset-before', { label: 'Connection reset before processing', fault: { reset: 'before' } }],
  ['reset-after', { label: 'Connection reset after processing', fault: { reset: 'after' } }],
  ['malformed', { label: 'Truncated JSON', fault: { malformed: true } }],
  [
    'html',
    {
      label: 'HTML instead of JSON',
      fault: {
        status: 502,
        html: '<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>',
      },
    },
  ],
]);

export const faultTargets = new Map<string, { label: string; match: Pick<FaultInput, 'method' | 'path'> }>([
  ['crm', { label: 'All CRM calls', match: { path: '/crm/*' } }],
  ['search', { label: 'Search', match: { method: 'POST', path: '*/search' } }],
  ['contacts', { label: 'Contacts', match: { path: '/crm/*/contacts*' } }],
  ['tickets', { label: 'Tickets', match: { path: '/crm/*/tickets*' } }],
  ['calls', { label: 'Calls', match: { path: '/crm/*/calls*' } }],
  ['associations', { label: 'Associations', match: { path: '/crm/*/associations/*' } }],
  ['token', { label: 'Token endpoint', match: { method: 'POST', path: '/oauth/*/token' } }],
  ['introspect', { label: 'Introspection', match: { method: 'POST', path: '/oauth/*/token/introspect' } }],
  ['authorize', { label: 'Authorize pages', match: { path: '/oauth/*authorize' } }],
  ['all', { label: 'Everything', match: { path: '*' } }],
]);

const formSchema = z.object({
  kind: z.string().refine((value) => faultKinds.has(value)),
  target: z.string().refine((value) => faultTargets.has(value)),
  times: z.coerce.number().int().min(1).max(10_000),
});

/** The fault described by the form, or an error message. */
export function faultFromForm(form: URLSearchParams): { fault: z.infer<typeof faultSchema> } | { problem: string } {
  const parsed = formSchema.safeParse(Object.fromEntries(form));
  if (!parsed.success) return { problem: 'Choose a fault, where it applies, and how many times (1 to 10,000).' };
  const { kind, target, times } = parsed.data;
  return { fault: faultSchema.parse({ ...faultKinds.get(kind)?.fault, ...faultTargets.get(target)?.match, times }) };
}
