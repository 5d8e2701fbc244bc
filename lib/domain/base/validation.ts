import { z } from 'zod';
import type { MessageRef } from './app-error';
import type { ValidationKey } from './message-keys';

/**
 * One convention for every schema: a message that a schema gives itself is a KEY of `messages/<language>/validation.json`
 * (`z.string().regex(pattern, 'reference_pattern')`). zod's own messages are never shown; their issues are mapped here.
 * A key and its parameters travel; the sentence is made where the reader's language is known.
 */
export function issueMessages(issue: z.core.$ZodIssue): [path: string, ref: MessageRef][] {
  const path = issue.path.map(String).join('.');
  if (issue.code === 'unrecognized_keys') {
    // Once for all of them: whoever sends thousands gets one answer.
    const [first = '', ...others] = issue.keys;
    const ref: MessageRef =
      others.length === 0 ? { key: 'unknown_field' } : { key: 'unknown_fields', params: { others: others.length } };
    return [[[path, first].filter(Boolean).join('.'), ref]];
  }
  return [[path, toMessage(issue)]];
}

function toMessage(issue: z.core.$ZodIssue): MessageRef {
  // A message in the shape of a key was chosen by a schema; zod's own are sentences.
  if (/^[a-z][a-z0-9_]*$/.test(issue.message)) return { key: asKey(issue.message), params: numbersOf(issue) };
  switch (issue.code) {
    case 'invalid_type':
      return {
        key: issue.input === undefined || issue.input === null || issue.input === '' ? 'required' : 'wrong_type',
      };
    case 'too_small':
      if (issue.origin === 'string' && Number(issue.minimum) === 1) return { key: 'required' };
      return { key: `too_small_${sizeWord(issue.origin)}`, params: numbersOf(issue) };
    case 'too_big':
      return { key: `too_big_${sizeWord(issue.origin)}`, params: numbersOf(issue) };
    case 'invalid_format':
      return { key: issue.format === 'email' ? 'email' : issue.format === 'url' ? 'url' : 'wrong_format' };
    case 'invalid_value':
      return { key: 'not_offered' };
    case 'custom':
    case 'invalid_element':
    case 'invalid_key':
    case 'invalid_union':
    case 'not_multiple_of':
    case 'unrecognized_keys':
      return { key: 'wrong_value' };
  }
}

/** The text was chosen by one of our schemas; `tests/messages.test.ts` compares these with the messages. */
function asKey(message: string): ValidationKey {
  return message as ValidationKey;
}

function sizeWord(origin: string): 'text' | 'list' | 'number' {
  return origin === 'string' ? 'text' : origin === 'array' || origin === 'set' ? 'list' : 'number';
}

function numbersOf(issue: z.core.$ZodIssue): Record<string, number> | undefined {
  if (issue.code === 'too_small') return { minimum: Number(issue.minimum) };
  if (issue.code === 'too_big') return { maximum: Number(issue.maximum) };
  return undefined;
}

/** Whether a database can store it: no NUL and no lone surrogate. */
export function isStorable(text: string): boolean {
  return !text.includes('\u0000') && !/\p{Surrogate}/u.test(text);
}

/** A form shows no more than these at once, and an answer must not grow with what somebody made up. */
export const MOST_FIELD_ERRORS = 20;

/** The paths of texts that can't be stored, at any depth; at most as many as are answered. Works without recursion. */
export function unstorablePaths(input: unknown): string[] {
  const found: string[] = [];
  const waiting: { path: string; depth: number; value: unknown }[] = [{ path: '', depth: 0, value: input }];
  for (let next = waiting.pop(); next !== undefined && found.length < MOST_FIELD_ERRORS; next = waiting.pop()) {
    const { path, depth, value } = next;
    if (typeof value === 'string' && !isStorable(value)) found.push(path);
    if (typeof value !== 'object' || value === null || value instanceof Date) continue;
    for (const [key, child] of Object.entries(value)) {
      if (!isStorable(key)) found.push(path);
      else if (typeof child === 'object' || typeof child === 'string')
        waiting.push({ path: pathTo(path, depth, key), depth: depth + 1, value: child });
    }
  }
  return found;
}

/** No form of ours is deeper; beyond, a path would only grow with what somebody made up. */
const MAX_PATH_DEPTH = 12;

function pathTo(path: string, depth: number, key: string): string {
  if (depth >= MAX_PATH_DEPTH) return path;
  return path === '' ? key : `${path}.${key}`;
}

/** A name that people read. */
export const nameSchema = z.string().trim().min(1, 'required').max(120);

/** A technical id typed by an administrator: unique, part of URLs. */
export const referenceSchema = z
  .string()
  .trim()
  .min(1, { error: 'required', abort: true })
  .max(80)
  .regex(/^[A-Za-z0-9_+.@-]+$/, 'reference_pattern');

/** An instant with its offset, within the years that every part of the product can store and compute with. */
export const instantSchema = z.iso.datetime({ offset: true, error: 'date_time' }).refine((text) => {
  const year = new Date(text).getUTCFullYear();
  return year >= 1970 && year <= 9998;
}, 'date_time');

export const idSchema = z.uuid('wrong_format');

/** Sent back with every change, so that an edit over somebody else's is refused. */
export const versionSchema = z.int().min(1);

/** An id picked from a list: nothing picked reads "fill this in" rather than "wrong form". */
export const pickedIdSchema = z.uuid({ error: (issue) => (issue.input ? 'wrong_format' : 'required') });

/** Of what is built on a method: none chosen says so, instead of naming the form of an id. */
export const pickedMethodSchema = z.uuid({ error: (issue) => (issue.input ? 'wrong_format' : 'method_missing') });

/** Each value at most once. */
export function hasNoDuplicates(values: readonly string[]): boolean {
  return new Set(values).size === values.length;
}
