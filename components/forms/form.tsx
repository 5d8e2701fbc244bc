'use client';

import { useTranslations } from 'use-intl';
import type { ReactNode } from 'react';
import type { FieldValues } from 'react-hook-form';
import { Button } from '../ui/button';
import { cn } from '../ui/cn';
import { LeaveGuard } from '../ui/leave-guard';
import { LinkButton } from '../ui/link-button';
import { FormMessage } from './form-message';
import { SaveBar } from './save-bar';
import type { ApiForm } from './use-api-form';
import { useUnsavedQuestion } from './use-unsaved-question';

interface FormProps<V extends FieldValues> {
  form: ApiForm<V>;
  children: ReactNode;
  /**
   * create: buttons below the form. edit: a bar that appears and lists unsaved changes. dialog: FormDialog has the
   * buttons.
   */
  mode: 'create' | 'edit' | 'dialog';
  /** The verb: "Create connector". For an edit: "Save changes" by default. */
  submitLabel?: string;
  /** Where Cancel goes; create only. */
  cancelHref?: string;
  /** Why the form is read-only. Values are shown without buttons. */
  readOnlyReason?: string | undefined;
  className?: string;
}

/** One column, 560 px at most. */
export function Form<V extends FieldValues>({
  form,
  children,
  mode,
  submitLabel,
  cancelHref,
  readOnlyReason,
  className,
}: FormProps<V>) {
  const t = useTranslations('forms');
  const unsaved = useUnsavedQuestion();
  const isReadOnly = readOnlyReason !== undefined;
  return (
    <form id={form.id} noValidate onSubmit={form.submit} className={cn('max-w-140', className)}>
      {isReadOnly && <p className="mb-4 text-muted">{readOnlyReason}</p>}
      <FormMessage form={form} />
      <fieldset disabled={isReadOnly} className="min-w-0 space-y-5">
        {children}
      </fieldset>
      {!isReadOnly && mode === 'create' && (
        <div className="mt-7 flex flex-wrap gap-2">
          <Button type="submit" variant="primary" busy={form.busy}>
            {submitLabel ?? t('save')}
          </Button>
          {cancelHref !== undefined && <LinkButton href={cancelHref}>{t('cancel')}</LinkButton>}
        </div>
      )}
      {!isReadOnly && mode === 'edit' && <SaveBar form={form} submitLabel={submitLabel ?? t('save')} />}
      {mode !== 'dialog' && (
        <LeaveGuard
          question={form.dirty && !form.busy && !isReadOnly ? unsaved('page', form.changedLabels.join(', ')) : null}
        />
      )}
    </form>
  );
}
