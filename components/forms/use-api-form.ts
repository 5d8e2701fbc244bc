'use client';

import { useRouter } from 'next/navigation';
import { useCallback, useEffect, useId, useMemo, useRef, useState, type BaseSyntheticEvent } from 'react';
import { get, useForm, type Control, type FieldPath, type FieldPathValue, type FieldValues } from 'react-hook-form';
import { useTranslations } from 'use-intl';
import { z } from 'zod';
import { noticeLeaving } from '../ui/leave-guard';
import { useToast } from '../ui/toast';
import { ApiError, apiFetch } from './api-fetch';
import { dirtyPaths, errorEntries, fieldId, nearestField } from './form-paths';
import { schemaResolver } from './schema-resolver';
import { theirChanges, type KnownField, type TheirChange } from './their-changes';
import { useFailureText, type Failure } from './use-failure-text';

/** A page refresh keeps unsaved input, but saving and discarding must override that option. */
const CLEAN = { keepDirtyValues: false, keepErrors: false };

export interface ApiFormOptions<V extends FieldValues, R> {
  /** The API route. */
  url: string;
  method: 'POST' | 'PUT' | 'PATCH';
  /** The initial values, including `version` if the schema has it. Untouched fields follow them after a refresh. */
  values: V;
  /** Shape of the answer. */
  response: z.ZodType<R>;
  /** Called after a successful save. */
  onSaved?: (result: R) => void;
  /** The page to open after a successful save, unless the user has gone elsewhere in the meantime. */
  nextPage?: (result: R) => string;
  /** A toast: "Saved. Activate the method to use the new secret." */
  savedMessage?: string;
}

export interface FormFailure extends Failure {
  code: ApiError['code'];
  key: string | null;
  /** After a conflict: who changed it last, and when. */
  changed: { by: string; at: string } | null;
  /** What the API answered besides the sentence. */
  details: ApiError['details'];
}

const changedSchema = z.object({ by: z.string(), at: z.iso.datetime() }).nullable().catch(null);

interface FormProblem {
  fieldId: string;
  label: string;
  message: string;
}

export interface ApiForm<V extends FieldValues> {
  id: string;
  /** For our fields, and for React Hook Form's useWatch and useFieldArray. */
  control: Control<V, unknown, V>;
  /** Sets a value as if it had been typed: it counts as a change and is validated again. */
  setValue: <P extends FieldPath<V>>(path: P, value: FieldPathValue<V, P>) => void;
  busy: boolean;
  dirty: boolean;
  /** Labels of changed fields. */
  changedLabels: string[];
  /** Errors, after the first attempt to save. */
  problems: FormProblem[];
  /** Why saving failed. */
  failure: FormFailure | null;
  /** After a conflict: what someone else changed since this form was opened. */
  theirs: TheirChange[];
  submit: (event?: BaseSyntheticEvent) => void;
  discard: () => void;
  /** Shows what refused the values elsewhere, at their fields; null: begins anew. */
  report: (error: ApiError | null) => void;
  /** Loads the stored values into untouched fields and keeps unsaved input. */
  reload: () => void;
  /**
   * Registers a field's label for messages. Secrets are cleared after saving. Errors name a list's item; changes name
   * the list.
   */
  describeField: (path: string, label: string, kind?: KnownField['kind'], choices?: KnownField['choices']) => void;
  /** Increases with every save and discard, so that fields can reset their own state. */
  generation: number;
}

/**
 * A form for one API route. Validates with the route's schema, shows server errors next to their fields, keeps unsaved
 * input and focuses the first error.
 */
export function useApiForm<V extends FieldValues, R>(
  schema: z.ZodType<unknown, V>,
  options: ApiFormOptions<V, R>,
): ApiForm<V> {
  const t = useTranslations('forms');
  const say = useTranslations('validation');
  const router = useRouter();
  const toast = useToast();
  const failureText = useFailureText();
  const id = useId();
  const [failure, setFailure] = useState<FormFailure | null>(null);
  const [fields, setFields] = useState<Record<string, KnownField>>({});
  const [generation, setGeneration] = useState(0);
  /** During a conflict: the form's initial values. The stored values are shown and can be loaded. */
  const [held, setHeld] = useState<V | null>(null);
  const wantsFocus = useRef(false);

  const resolver = useMemo(() => schemaResolver(schema, (ref) => say(ref.key, ref.params)), [schema, say]);
  const form = useForm<V, unknown, V>({
    resolver,
    values: held ?? options.values,
    resetOptions: { keepDirtyValues: true, keepErrors: true },
    mode: 'onSubmit',
    reValidateMode: 'onChange',
    shouldFocusError: false,
  });
  const { control, clearErrors, setError, setValue, reset, handleSubmit, getValues, formState } = form;
  const { errors, dirtyFields, isDirty, isSubmitting, isSubmitted } = formState;

  // Runs once, to keep input typed before hydration.
  const hasReadTyped = useRef(false);
  useEffect(() => {
    if (hasReadTyped.current) return;
    hasReadTyped.current = true;
    const given: unknown = options.values;
    for (const [name, text] of typedTexts(id)) {
      const path = asPath(getValues(), name);
      if (path !== undefined && isOtherText(get(given, path), text))
        setValue(path, asValue(text), { shouldDirty: true });
    }
  }, [id, getValues, setValue, options.values]);

  const save = async (values: V) => {
    setFailure(null);
    try {
      const { result, hasLeft } = await noticeLeaving(
        apiFetch(options.url, options.response, { method: options.method, body: values }),
      );
      const secrets = Object.keys(fields).filter((path) => fields[path]?.kind === 'secret');
      reset(secrets.reduce(emptied, withVersionOf(values, result)), CLEAN);
      setHeld(null);
      setGeneration((before) => before + 1);
      if (options.savedMessage !== undefined) toast({ title: options.savedMessage });
      options.onSaved?.(result);
      if (options.nextPage && !hasLeft) router.push(options.nextPage(result));
      router.refresh();
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      report(error);
    }
  };
  const report = (error: ApiError) => {
    const others: string[] = [];
    for (const [path, message] of Object.entries(error.fields)) {
      const field = asPath(getValues(), path);
      if (field === undefined || nearestField(fields, path) === undefined) others.push(message);
      else setError(field, { type: 'server', message });
    }
    const text = failureText(error);
    const message = others.length > 0 ? [text.message, ...others].join(' ') : text.message;
    const changed = changedSchema.parse(error.details['changed']);
    setFailure({ ...text, message, code: error.code, key: error.key, changed, details: error.details });
    if (error.key === 'changed_meanwhile') {
      setHeld((kept) => kept ?? options.values);
      router.refresh();
    }
    // Whoever closed the dialog to sign in again has the focus back where it was.
    wantsFocus.current = error.key !== 'sign_in_again';
  };
  const submit = (event?: BaseSyntheticEvent) => {
    if (isSubmitting) event?.preventDefault();
    else
      void handleSubmit(save, () => {
        wantsFocus.current = true;
      })(event);
  };

  // Errors are rendered only once submitting ends.
  useEffect(() => {
    if (isSubmitting || !wantsFocus.current) return;
    wantsFocus.current = false;
    focusFirstInvalid(id);
  });

  const setAsTyped = useCallback<ApiForm<V>['setValue']>(
    (path, value) => setValue(path, value, { shouldDirty: true, shouldValidate: isSubmitted }),
    [setValue, isSubmitted],
  );
  const describeField = useCallback<ApiForm<V>['describeField']>((path, label, kind = 'plain', choices) => {
    setFields((known) =>
      known[path]?.label === label && known[path].choices?.length === choices?.length
        ? known
        : { ...known, [path]: { label, kind, choices } },
    );
  }, []);
  const problems = isSubmitted
    ? errorEntries(errors).map(([path, message]) => {
        const nearest = nearestField(fields, path);
        return { fieldId: fieldId(id, nearest?.path ?? path), label: nearest?.field.label ?? t('form'), message };
      })
    : [];
  const whole = Object.fromEntries(Object.entries(fields).filter(([, { kind }]) => kind !== 'item'));
  const changedLabels = [
    ...new Set(dirtyPaths(dirtyFields).map((path) => nearestField(whole, path)?.field.label ?? '')),
  ].filter(Boolean);

  return {
    id,
    control,
    setValue: setAsTyped,
    busy: isSubmitting,
    dirty: isDirty,
    changedLabels,
    problems,
    failure,
    theirs: held === null ? [] : theirChanges(fields, held, options.values, dirtyPaths(dirtyFields)),
    submit,
    discard: () => {
      setFailure(null);
      setHeld(null);
      reset(options.values, CLEAN);
      setGeneration((before) => before + 1);
    },
    reload: () => {
      setFailure(null);
      setHeld(null);
      router.refresh();
    },
    report: (error) => {
      setFailure(null);
      clearErrors();
      if (error) report(error);
    },
    describeField,
    generation,
  };
}

/** The path of a server error, if the form has this field. */
function asPath<V extends FieldValues>(values: V, path: string): FieldPath<V> | undefined {
  const isKnown = (candidate: string): candidate is FieldPath<V> =>
    candidate.split('.')[0] !== undefined && Object.hasOwn(values, candidate.split('.')[0] ?? '');
  return isKnown(path) ? path : undefined;
}

/** Takes the new version from the response, so that the next save doesn't conflict. */
function withVersionOf<V extends FieldValues>(values: V, result: unknown): V {
  if (!('version' in values) || typeof result !== 'object' || result === null || !('version' in result)) return values;
  return { ...values, version: result.version };
}

function emptied<V extends FieldValues>(values: V, path: string): V {
  return { ...values, [path]: '' };
}

/** The current text of a form's inputs, by path. The user or the browser may have filled them in before hydration. */
function typedTexts(formId: string): [name: string, text: string][] {
  const controls =
    document
      .getElementById(formId)
      ?.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>(
        'input:not([type=checkbox], [type=radio]), textarea',
      ) ?? [];
  return [...controls].flatMap(({ name, value }) => (name === '' ? [] : [[name, value]]));
}

/** Text areas normalise line breaks. */
function isOtherText(value: unknown, text: string): boolean {
  return typeof value === 'string' && value.replaceAll('\r\n', '\n') !== text;
}

/** Only for paths whose value is a string, which `isOtherText` checks. */
function asValue<T>(text: string): T {
  return text as T;
}

/** Focuses the first invalid field, or else the message above the form. */
function focusFirstInvalid(formId: string): void {
  const form = document.getElementById(formId);
  const invalid =
    form?.querySelector<HTMLElement>('[aria-invalid="true"]') ??
    form?.querySelector<HTMLElement>('[data-form-message]');
  const target =
    invalid instanceof HTMLFieldSetElement ? invalid.querySelector<HTMLElement>('input, select, textarea') : invalid;
  target?.focus();
}
