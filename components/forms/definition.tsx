'use client';

import { createContext, useContext, useEffect, type ReactNode } from 'react';
import { get, useFormState, type FieldValues } from 'react-hook-form';
import { Field, type FieldAria } from './field';
import { fieldId } from './form-paths';
import type { ApiForm } from './use-api-form';

/**
 * Some things are one form value that changes as a whole, such as a scenario or a rule, because some parts depend on choices
 * in others. Its parts find their ids, labels and errors here, by the path that the schema and the server use.
 */
interface Definition {
  idOf: (path: string) => string;
  errorAt: (path: string) => string | undefined;
  describe: (path: string, label: string) => void;
  disabled: boolean;
}

const DefinitionContext = createContext<Definition | null>(null);

export function DefinitionProvider<V extends FieldValues>({
  form,
  disabled,
  children,
}: {
  form: ApiForm<V>;
  disabled: boolean;
  children: ReactNode;
}) {
  const { errors } = useFormState({ control: form.control });
  const { describeField: describe, id } = form;
  const value: Definition = {
    idOf: (path) => fieldId(id, path),
    errorAt: (path) => messageOf(get(errors, path)),
    describe,
    disabled,
  };
  return <DefinitionContext value={value}>{children}</DefinitionContext>;
}

function useDefinition(): Definition {
  const definition = useContext(DefinitionContext);
  if (definition === null) throw new Error('A part of a definition needs a DefinitionProvider around it');
  return definition;
}

/** The error at a path, for what must not be said twice. */
export function useErrorAt(): (path: string) => string | undefined {
  return useDefinition().errorAt;
}

/** A part with its own error; `deep` also shows the first error inside it. */
export function usePart(path: string, label: string, deep = false) {
  const { idOf, errorAt, describe, disabled } = useDefinition();
  useEffect(() => describe(path, label), [describe, path, label]);
  const error = errorAt(path) ?? (deep ? firstBelow(errorAt, path) : undefined);
  return { id: idOf(path), error, disabled };
}

interface PartProps {
  path: string;
  label: string;
  labelHidden?: boolean;
  help?: ReactNode;
  className?: string;
  children: (aria: FieldAria) => ReactNode;
}

/** Label, help and error around one control of a definition. */
export function Part({ path, label, labelHidden, help, className, children }: PartProps) {
  const { id, error } = usePart(path, label);
  return (
    <Field id={id} label={label} labelHidden={labelHidden} help={help} error={error} className={className}>
      {children}
    </Field>
  );
}

/** A list of at most a hundred items, whose errors are looked up one by one. */
function firstBelow(errorAt: (path: string) => string | undefined, path: string): string | undefined {
  for (let index = 0; index < 100; index += 1) {
    const error = errorAt(`${path}.${index}`);
    if (error !== undefined) return error;
  }
  return undefined;
}

function messageOf(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  if ('message' in error && typeof error.message === 'string') return error.message;
  // The list's own error is stored beside those of its items.
  return 'root' in error ? messageOf(error.root) : undefined;
}
