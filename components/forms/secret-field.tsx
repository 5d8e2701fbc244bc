'use client';

import { Eye, EyeOff } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { useState, type ReactNode } from 'react';
import type { FieldPath, FieldValues } from 'react-hook-form';
import { Button } from '../ui/button';
import { IconButton } from '../ui/icon-button';
import { Input } from '../ui/input';
import { Time } from '../ui/time';
import { Field } from './field';
import { pickField, useField, type FieldOptions } from './use-field';

export interface SecretFieldProps<V extends FieldValues, P extends FieldPath<V>> extends FieldOptions<V, P> {
  /** When and by whom the stored secret was set; null while there is none. */
  stored: { setAt: string; setBy: string | null } | null;
  /** Shown if a value that the secret belongs to changed, so that the stored secret no longer applies. */
  askAgain?: ReactNode;
}

/** A write-only secret. An empty value keeps the stored one. Only new input can be revealed. */
export function SecretField<V extends FieldValues, P extends FieldPath<V>>(props: SecretFieldProps<V, P>) {
  const { stored, askAgain, disabled = false, form } = props;
  const t = useTranslations('forms');
  const { ref, ...field } = useField({ ...props, isSecret: true });
  const [replacingIn, setReplacingIn] = useState<number>();
  const [isShown, setShown] = useState(false);
  const value = typeof field.value === 'string' ? field.value : '';
  const mustType = stored === null || askAgain !== undefined;
  const isReplacing = replacingIn === form.generation;
  const isOpen = mustType || value !== '' || isReplacing;

  return (
    <Field {...pickField(props)} id={field.id} error={field.error} help={askAgain ?? props.help}>
      {(aria) =>
        isOpen ? (
          <div className="flex flex-wrap gap-2">
            <div className="relative min-w-0 flex-1 basis-56">
              <Input
                {...aria}
                ref={ref}
                name={field.name}
                type={isShown ? 'text' : 'password'}
                mono
                value={value}
                onChange={field.onChange}
                onBlur={field.onBlur}
                disabled={disabled}
                autoFocus={isReplacing}
                autoComplete="new-password"
                spellCheck={false}
                className="pr-9"
              />
              <IconButton
                size="small"
                label={isShown ? t('secret.hide') : t('secret.show')}
                icon={isShown ? <EyeOff aria-hidden className="size-4" /> : <Eye aria-hidden className="size-4" />}
                aria-pressed={isShown}
                disabled={disabled}
                onClick={() => setShown(!isShown)}
                className="absolute top-1/2 right-0.5 -translate-y-1/2"
              />
            </div>
            {!mustType && (
              <Button
                onClick={() => {
                  field.onChange('');
                  setReplacingIn(undefined);
                  setShown(false);
                }}
              >
                {t('secret.keep')}
              </Button>
            )}
          </div>
        ) : (
          <div
            id={aria.id}
            className="flex min-h-control flex-wrap items-center justify-between gap-2 rounded-control border bg-sunken py-0.5 pr-0.5 pl-2.5"
          >
            <span className="text-muted">
              {t.rich(stored.setBy === null ? 'secret.set' : 'secret.setBy', {
                name: stored.setBy ?? '',
                time: () => <Time value={stored.setAt} show="date" />,
              })}
            </span>
            {!disabled && (
              <Button
                size="small"
                aria-describedby={aria['aria-describedby']}
                onClick={() => setReplacingIn(form.generation)}
              >
                {t('secret.replace')}
                <span className="sr-only"> {props.label}</span>
              </Button>
            )}
          </div>
        )
      }
    </Field>
  );
}
