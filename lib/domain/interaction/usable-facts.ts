import { z } from 'zod';
import { canonicalEmail, describeEmail, dropOuterBlanks } from '../base/canonical-email';
import { isStorable } from '../base/validation';
import {
  CUSTOMER_FACTS,
  EVENT_ESSENTIALS,
  EVENT_FACTS,
  MAX_AGENTS,
  MAX_PARTICIPANTS,
  PARTICIPANT_FACTS,
  type InteractionEventInput,
  type interactionEventSchema,
} from './interaction';

/**
 * Phone systems send facts that can't be used: an empty number, a recording on http, a fractional duration. Such a fact is
 * left out, and the event still counts. What is merely written another way is understood.
 */

const IGNORED_REASONS = [
  'empty',
  'missing',
  'no_offset',
  'number_empty',
  'wrong_type',
  'wrong_format',
  'wrong_characters',
  'not_https',
  'too_long',
  'out_of_range',
  'unknown_field',
  'too_many',
] as const;
type IgnoredReason = (typeof IGNORED_REASONS)[number];

export const ignoredFactsSchema = z.array(z.object({ field: z.string(), reason: z.enum(IGNORED_REASONS) })).meta({
  description: 'Facts that could not be used. The event counts without them.',
  example: [{ field: 'recordingUrl', reason: 'not_https' }],
});
export type IgnoredFact = z.infer<typeof ignoredFactsSchema>[number];

/** Most that are named: the answer must not grow with what somebody made up. */
const MOST_IGNORED = 20;
const MAX_NAME_LENGTH = 80;

export interface UsableFacts {
  /** To be parsed by `interactionEventSchema`: only what makes the event meaningless is still refused. */
  report: unknown;
  /** The agents it names, who may be called anything: `completeEvent` adds them. */
  named: NamedAgents;
  ignored: IgnoredFact[];
}

/** An event as it is parsed, before the time of arrival stands in for one that isn't stated. */
type Reported = z.infer<typeof interactionEventSchema>;

interface NamedAgents {
  agent?: string;
  agents?: string[];
  to?: string;
}

export function keepUsableFacts(sent: unknown): UsableFacts {
  if (!isRecord(sent)) return { report: sent, named: {}, ignored: [] };
  const ignored: IgnoredFact[] = [];
  const ignore = (field: string, reason: IgnoredReason) => {
    if (ignored.length < MOST_IGNORED) ignored.push({ field, reason });
  };
  const report: Record<string, unknown> = {};
  const named: NamedAgents = {};
  if (sent['at'] === undefined) ignore('at', 'missing');
  for (const [name, value] of Object.entries(sent)) {
    if (value === undefined) continue;
    if (name === 'agent' || name === 'to') {
      const agent = agentOf(value, name, ignore);
      if (agent !== null) named[name] = agent;
    } else if (name === 'agents') {
      const agents = listedAgents(value, ignore);
      if (agents !== null) named.agents = agents;
    } else if (Object.hasOwn(EVENT_ESSENTIALS, name)) report[name] = asText(value, name);
    else if (!Object.hasOwn(EVENT_FACTS, name)) ignore(shownName(name), 'unknown_field');
    else if (name === 'customer' && isRecord(value))
      report[name] = usableOf(value, CUSTOMER_FACTS, 'customer.', ignore);
    else if (name === 'participants' && value !== null) report[name] = listedParticipants(value, ignore);
    else Object.assign(report, usableOf({ [name]: value }, EVENT_FACTS, '', ignore));
  }
  return { report, named, ignored };
}

/** The parsed report as it is stored: with the agents it names, and with a time. */
export function completeEvent(report: Reported, named: NamedAgents, arrivedAt: Date): InteractionEventInput {
  const { agent: _agent, agents: _agents, to: _to, at = arrivedAt.toISOString(), ...rest } = report;
  return { ...rest, at, ...named };
}

/** In the form of logins; any other text as it is, so that an agent nobody knows is listed and never lost. */
function agentOf(value: unknown, field: string, ignore: Ignore): string | null {
  const text = asText(value, field);
  if (typeof text !== 'string') {
    ignore(field, value === null ? 'empty' : 'wrong_type');
    return null;
  }
  const name = dropOuterBlanks(text);
  if (name === '') ignore(field, 'empty');
  return name === '' ? null : (canonicalEmail(name) ?? describeEmail(name));
}

/** Null if it names nobody of use: only an empty list says that it rings at nobody. */
function listedAgents(value: unknown, ignore: Ignore): string[] | null {
  const listed: unknown[] = Array.isArray(value) ? value : [value];
  if (listed.length > MAX_AGENTS) ignore('agents', 'out_of_range');
  const agents = listed
    .slice(0, MAX_AGENTS)
    .flatMap((agent, index) => agentOf(agent, Array.isArray(value) ? `agents.${index}` : 'agents', ignore) ?? []);
  return agents.length === 0 && listed.length > 0 ? null : [...new Set(agents)];
}

/** Those of whom something is known that tells them from others. */
function listedParticipants(value: unknown, ignore: Ignore): Record<string, unknown>[] {
  const listed: unknown[] = Array.isArray(value) ? value : [value];
  if (listed.length > MAX_PARTICIPANTS) ignore('participants', 'too_many');
  return listed.slice(0, MAX_PARTICIPANTS).flatMap((one, index) => {
    const field = Array.isArray(value) ? `participants.${index}` : 'participants';
    if (!isRecord(one)) {
      ignore(field, one === null ? 'empty' : 'wrong_type');
      return [];
    }
    const usable = usableOf(one, PARTICIPANT_FACTS, `${field}.`, ignore);
    if (['email', 'number', 'handle'].some((name) => Object.hasOwn(usable, name))) return [usable];
    ignore(field, 'missing');
    return [];
  });
}

type Ignore = (field: string, reason: IgnoredReason) => void;

function usableOf(
  sent: Record<string, unknown>,
  schemas: Record<string, z.ZodType>,
  prefix: string,
  ignore: Ignore,
): Record<string, unknown> {
  const usable: Record<string, unknown> = {};
  for (const [name, stated] of Object.entries(sent)) {
    const schema = Object.hasOwn(schemas, name) ? schemas[name] : undefined;
    const field = prefix + shownName(name);
    if (schema === undefined) {
      ignore(field, 'unknown_field');
      continue;
    }
    if (stated === null) {
      ignore(field, 'empty');
      continue;
    }
    const value = understood(stated, name);
    if (typeof value === 'string' && !isStorable(value)) {
      ignore(field, 'wrong_characters');
      continue;
    }
    const result = schema.safeParse(value, { reportInput: true });
    // An empty number says something: the caller withholds it. It is kept, and said.
    if (name === 'number' && result.success && result.data === '') ignore(field, 'number_empty');
    if (result.success) usable[name] = value;
    else ignore(field, name === 'at' && isLocalTime(value) ? 'no_offset' : reasonOf(result.error.issues[0], name));
  }
  return usable;
}

/** What is meant by a value of another type: numbers as JSON numbers, durations with fractions or as text. */
function understood(value: unknown, name: string): unknown {
  if (name === 'sequence') return typeof value === 'string' && /^\s*\d+\s*$/.test(value) ? Number(value) : value;
  if (name === 'durationMs') {
    const duration = typeof value === 'string' && /^\s*\d+(\.\d+)?\s*$/.test(value) ? Number(value) : value;
    return typeof duration === 'number' ? Math.round(duration) : duration;
  }
  if (name === 'at') return isoInstant(value);
  if (name === 'channel' || name === 'direction' || name === 'role') return otherWord(value);
  if (name === 'withheld') {
    if (value === 'true' || value === 1) return true;
    return value === 'false' || value === 0 ? false : value;
  }
  return asText(value, name);
}

/** Also where several events together name more people than an interaction has room for. */
export function tooManyParticipants(ignored: readonly IgnoredFact[]): IgnoredFact[] {
  const field = 'participants';
  const isSaid = ignored.some((one) => one.field === field);
  return isSaid ? [...ignored] : [...ignored, { field, reason: 'too_many' }];
}

function asText(value: unknown, name: string): unknown {
  return typeof value === 'number' && Number.isSafeInteger(value) && name !== 'sequence' ? String(value) : value;
}

/** What phone systems call the two directions. */
const DIRECTION_WORDS: Readonly<Record<string, string>> = {
  in: 'incoming',
  inbound: 'incoming',
  out: 'outgoing',
  outbound: 'outgoing',
};

function otherWord(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  const word = value.trim().toLowerCase();
  return Object.hasOwn(DIRECTION_WORDS, word) ? DIRECTION_WORDS[word] : word;
}

function reasonOf(issue: z.core.$ZodIssue | undefined, name: string): IgnoredReason {
  if (issue?.code === 'invalid_type') return 'wrong_type';
  if (issue?.code === 'too_big') return issue.origin === 'string' ? 'too_long' : 'out_of_range';
  if (issue?.code === 'too_small') return issue.origin === 'string' ? 'empty' : 'out_of_range';
  return name === 'recordingUrl' ? 'not_https' : 'wrong_format';
}

/** ISO 8601 has more forms than the schema: no seconds, no colons, a comma, lower case. More digits than nine are dropped. */
const INSTANT =
  /^\s*(\d{4})-?(\d{2})-?(\d{2})[Tt ](\d{2}):?(\d{2})(?::?(\d{2})(?:[.,](\d{1,9})\d*)?)?\s*([Zz]|[+\u2212-]\d{2}(?::?\d{2})?)\s*$/;

function isoInstant(value: unknown): unknown {
  const parts = typeof value === 'string' ? INSTANT.exec(value) : null;
  if (!parts) return value;
  const [, year = '', month = '', day = '', hour = '', minute = '', second = '00', fraction, zone = ''] = parts;
  const sign = zone.startsWith('+') ? '+' : '-';
  const offset = /^z$/i.test(zone) ? 'Z' : `${sign}${zone.slice(1, 3)}:${zone.slice(3).replace(':', '') || '00'}`;
  const time = `${hour}:${minute}:${second}${fraction === undefined ? '' : `.${fraction}`}`;
  return `${year}-${month}-${day}T${time}${offset}`;
}

/** A time that could be any of a day's: nobody says where the clock stands. */
function isLocalTime(value: unknown): boolean {
  return typeof value === 'string' && /^\s*\d{4}-?\d{2}-?\d{2}[Tt ]\d{2}:?\d{2}(:?\d{2}([.,]\d+)?)?\s*$/.test(value);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Fit for storing and answering. */
function shownName(name: string): string {
  return name.slice(0, MAX_NAME_LENGTH).replaceAll(/[^\x20-\x7e]/g, '?');
}
