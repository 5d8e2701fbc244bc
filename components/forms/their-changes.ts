import type { ReactNode } from 'react';
import { nearestField } from './form-paths';

/** A field that is registered with its form. */
export interface KnownField {
  label: string;
  /** Errors name a list's item; changes name the list. */
  kind: 'plain' | 'secret' | 'item';
  /** Labels of the values, for choices. */
  choices?: readonly { value: string; label: string }[] | undefined;
}

/** Only options with a plain-text label. */
export function choicesOf(options: readonly { value: string; label: ReactNode }[]): KnownField['choices'] {
  return options.flatMap(({ value, label }) => (typeof label === 'string' ? [{ value, label }] : []));
}

/** A field that someone else changed. */
export interface TheirChange {
  label: string;
  /** Null if it has parts: only its name is shown. */
  values: { before: unknown; after: unknown } | { added: string[]; removed: string[] } | null;
  /** The user also changed it, so the other change doesn't replace it. */
  isMine: boolean;
}

/** The differences between a form's initial values and those now stored, by field. */
export function theirChanges(
  fields: Readonly<Record<string, KnownField>>,
  before: unknown,
  after: unknown,
  mine: readonly string[],
): TheirChange[] {
  const whole = Object.fromEntries(Object.entries(fields).filter(([, { kind }]) => kind === 'plain'));
  const changes = new Map<string, TheirChange>();
  for (const { path, from, to } of differences(before, after)) {
    const nearest = nearestField(whole, path);
    if (nearest === undefined) continue;
    const { label } = nearest.field;
    const isMine = mine.some((own) => own === nearest.path || own.startsWith(`${nearest.path}.`));
    const values = nearest.path === path ? changedValues(nearest.field, from, to) : null;
    changes.set(label, changes.has(label) ? { label, isMine, values: null } : { label, isMine, values });
  }
  return [...changes.values()];
}

function changedValues({ choices }: KnownField, before: unknown, after: unknown): TheirChange['values'] {
  const name = (value: unknown) =>
    typeof value === 'string' ? (choices?.find((choice) => choice.value === value)?.label ?? value) : value;
  if (!isList(before) || !isList(after)) return { before: name(before), after: name(after) };
  const names = (list: readonly unknown[]) => list.map((value) => String(name(value)));
  return {
    added: names(after.filter((value) => !before.includes(value))),
    removed: names(before.filter((value) => !after.includes(value))),
  };
}

interface Difference {
  path: string;
  from: unknown;
  to: unknown;
}

/** Compares text, numbers and lists of them. Lists of objects are compared by position. */
function differences(before: unknown, after: unknown, path = ''): Difference[] {
  if (Object.is(before, after)) return [];
  const hasParts =
    isObject(before) &&
    isObject(after) &&
    Array.isArray(before) === Array.isArray(after) &&
    !(isList(before) && isList(after));
  if (!hasParts) return JSON.stringify(before) === JSON.stringify(after) ? [] : [{ path, from: before, to: after }];
  const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...keys].flatMap((key) => differences(before[key], after[key], path === '' ? key : `${path}.${key}`));
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value) && !value.some(isObject);
}
