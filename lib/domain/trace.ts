import { cutText } from './base/cut-text';
import { z } from 'zod';
import type { MessageParams } from './base/app-error';
import { namingValueSchema } from './crm/card-title';
import type { Messages } from './base/message-keys';

/**
 * Why a decision came out as it did: one entry for every scenario, step, condition, candidate and rule.
 * A code is a key of `messages/<language>/trace.json`; its parameters are the only ones the sentence may use.
 */

type Tone = 'yes' | 'no' | 'info' | 'problem';
/** 0: a scenario or a rule · 1: a step or a field of it · 2: a condition or a candidate. */
type Level = 0 | 1 | 2;

function says<const P extends string>(tone: Tone, level: Level, ...params: P[]) {
  return { tone, level, params };
}

export const TRACE = {
  number_read: says('info', 0, 'number'),
  number_unreadable: says('info', 0, 'reason'),
  number_withheld: says('info', 0),
  not_a_customer: says('no', 0, 'kind'),

  scenario_disabled: says('no', 0, 'scenario'),
  scenario_other_moment: says('no', 0, 'scenario', 'moment'),
  scenario_other_channel: says('no', 0, 'scenario', 'channel'),
  scenario_other_direction: says('no', 0, 'scenario', 'direction'),
  scenario_applies: says('yes', 0, 'scenario'),
  scenario_not_reached: says('no', 0, 'scenario', 'winner'),
  scenario_none_applies: says('no', 0),

  step_searches: says('info', 1, 'step', 'object'),
  step_object_gone: says('problem', 1, 'step'),
  step_not_visible: says('no', 1, 'step', 'object'),
  step_not_asked: says('no', 1, 'step', 'object'),
  step_no_candidates: says('no', 1, 'step', 'object'),
  step_none_verified: says('no', 1, 'step', 'object', 'candidates'),
  step_matched: says('yes', 1, 'step', 'object', 'matches', 'grade'),
  step_truncated: says('problem', 1, 'step', 'shown', 'total'),
  step_unavailable: says('problem', 1, 'step', 'object', 'reason'),
  step_not_reached: says('no', 1, 'step', 'object'),

  condition_phone: says('yes', 2, 'number', 'fields'),
  condition_email: says('yes', 2, 'email', 'fields'),
  condition_handle: says('yes', 2, 'handle', 'fields'),
  condition_equals: says('yes', 2, 'field', 'value'),
  condition_no_phone: says('no', 2),
  condition_phone_unreadable: says('no', 2, 'reason'),
  condition_no_email: says('no', 2),
  condition_no_handle: says('no', 2),
  condition_field_gone: says('problem', 2),
  candidate_matched: says('yes', 2, 'title', 'grade', 'field'),
  candidate_differs: says('no', 2, 'title', 'field'),
  candidate_weaker: says('no', 2, 'title', 'grade', 'best'),
  candidates_more: says('info', 2, 'count'),

  outcome_open: says('yes', 0, 'title'),
  outcome_choose: says('yes', 0, 'count'),
  outcome_only_maybe: says('info', 0),
  outcome_search: says('yes', 0),
  outcome_create: says('yes', 0, 'object'),
  outcome_create_not_allowed: says('no', 0, 'object'),
  outcome_nothing: says('yes', 0),

  rule_disabled: says('no', 0, 'rule'),
  rule_other_channel: says('no', 0, 'rule', 'channel'),
  rule_other_direction: says('no', 0, 'rule', 'direction'),
  rule_customers_only: says('no', 0, 'rule', 'kind'),
  rule_other_queue: says('no', 0, 'rule', 'queue'),
  rule_no_queue: says('no', 0, 'rule'),
  rule_needs_card: says('no', 0, 'rule'),
  rule_needs_no_card: says('no', 0, 'rule'),
  rule_needs_object: says('no', 0, 'rule', 'object'),
  rule_no_card_to_update: says('no', 0, 'rule', 'object'),
  rule_object_gone: says('problem', 0, 'rule'),
  rule_applies: says('yes', 0, 'rule'),
  rule_not_reached: says('no', 0, 'rule', 'winner'),
  rule_none_applies: says('no', 0),

  plan_attach: says('yes', 1),
  plan_create: says('yes', 1, 'object'),
  plan_update: says('yes', 1, 'object'),
  plan_gap: says('problem', 1, 'field'),
  field_filled: says('yes', 2, 'field', 'value'),
  field_empty: says('info', 2, 'field', 'source'),
  field_not_in_table: says('info', 2, 'field', 'value'),
  field_refused: says('problem', 2, 'field', 'value'),
  field_gone: says('problem', 2),
  field_kept_other: says('problem', 2, 'field', 'value', 'kept'),
  field_kept_nothing: says('problem', 2, 'field', 'value'),
  field_unknown: says('problem', 2, 'field', 'property'),
  field_left_out: says('problem', 2, 'field', 'value', 'message'),
  owner_set: says('yes', 2, 'owner'),
  owner_not_found: says('problem', 2, 'agent'),
  association_attached: says('yes', 2, 'object'),
  association_lookup: says('info', 2, 'object', 'card'),
  association_lookup_open: says('info', 2, 'object', 'card'),
  association_related: says('yes', 2, 'object', 'count'),
  association_related_closed: says('info', 2, 'object', 'count'),
  association_related_none: says('info', 2, 'object'),
  association_no_card: says('info', 2, 'object'),
  association_object_gone: says('problem', 2),
  participants_not_searched: says('info', 2),
  participants_searched: says('info', 2, 'object', 'count'),
  participants_left: says('problem', 2, 'object'),
  participant_ours: says('info', 2, 'who', 'kind'),
  participant_known: says('yes', 2, 'who', 'object', 'card'),
  participant_unknown: says('info', 2, 'who', 'object'),
  participant_unasked: says('problem', 2, 'who', 'object'),
  participant_several: says('info', 2, 'who', 'object'),
  participant_unsure: says('info', 2, 'who', 'object'),
  link_gone: says('problem', 2, 'record'),
  link_merged: says('info', 2, 'record', 'left'),
  link_removed: says('info', 2, 'record'),
  link_labelled: says('problem', 2, 'record'),
  link_not_ours: says('info', 2, 'record'),
} as const satisfies Record<keyof Messages['trace'], ReturnType<typeof says>>;

export type TraceCode = keyof typeof TRACE;
type ParamsOf<C extends TraceCode> = Record<(typeof TRACE)[C]['params'][number], string | number>;

export const TRACE_CODES: readonly TraceCode[] = Object.keys(TRACE).filter(isTraceCode);

function isTraceCode(code: string): code is TraceCode {
  return Object.hasOwn(TRACE, code);
}

const refSchema = z.strictObject({
  type: z.enum(['scenario', 'rule', 'object', 'field']),
  id: z.string().max(100),
});
/** The setting that caused an entry, for a link to it. */
export type TraceRef = z.infer<typeof refSchema>;

const aboutSchema = z.strictObject({
  objectId: z.string(),
  fieldIds: z.array(z.string()),
  /** The record that `title` names. */
  record: z.strictObject({ id: z.string(), names: z.array(namingValueSchema) }).optional(),
});
/** The customer data an entry mentions, so that agents only see entries about what their profile shows. */
export type TraceAbout = z.infer<typeof aboutSchema>;

const traceEntrySchema = z.strictObject({
  code: z.string().refine(isTraceCode),
  params: z.record(z.string().max(40), z.union([z.string().max(2000), z.number()])),
  tone: z.enum(['yes', 'no', 'info', 'problem']),
  level: z.union([z.literal(0), z.literal(1), z.literal(2)]),
  ref: refSchema.optional(),
  about: aboutSchema.optional(),
});
export const traceSchema = z.array(traceEntrySchema).max(5000);
/** The trace as an agent sees it. */
export const visibleTraceSchema = z.array(traceEntrySchema.omit({ about: true })).max(5000);

export interface TraceEntry {
  code: TraceCode;
  params: MessageParams;
  tone: Tone;
  level: Level;
  ref?: TraceRef;
  about?: TraceAbout;
}

export function trace<C extends TraceCode>(code: C, params: ParamsOf<C>, ref?: TraceRef): TraceEntry {
  const { tone, level } = TRACE[code];
  return { code, params: shortened(params), tone, level, ...(ref ? { ref } : {}) };
}

/** Whether the sentence of an entry names a record or its fields. */
export function doesNameData(code: TraceCode): boolean {
  const params: readonly string[] = TRACE[code].params;
  return ['title', 'field', 'fields'].some((name) => params.includes(name));
}

/** Limits values from outside, because people read traces. */
function shortened(params: MessageParams): MessageParams {
  return Object.fromEntries(
    Object.entries(params).map(([name, value]) => [
      name,
      typeof value === 'string' && value.length > 200 ? `${cutText(value, 199)}…` : value,
    ]),
  );
}
