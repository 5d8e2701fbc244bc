'use client';

import { useTranslations } from 'use-intl';
import type { ReactNode } from 'react';
import type { FieldValues } from 'react-hook-form';
import { Button } from '../ui/button';
import { DialogClose } from '../ui/dialog';
import { GuardedDialog, type GuardedDialogProps } from '../ui/guarded-dialog';
import { Form } from './form';
import type { ApiForm } from './use-api-form';
import { useUnsavedQuestion } from './use-unsaved-question';

interface FormDialogProps<V extends FieldValues> extends Omit<GuardedDialogProps, 'question' | 'footer'> {
  form: ApiForm<V>;
  submitLabel: string;
  /** Shown above the fields. */
  before?: ReactNode;
}

/**
 * A form in a dialog. Its buttons stay visible while the fields scroll, and closing it asks before discarding input.
 */
export function FormDialog<V extends FieldValues>({
  form,
  submitLabel,
  before,
  children,
  ...dialog
}: FormDialogProps<V>) {
  const t = useTranslations('forms');
  const unsaved = useUnsavedQuestion();
  return (
    <GuardedDialog
      {...dialog}
      question={form.dirty && !form.busy ? unsaved('dialog', form.changedLabels.join(', ')) : null}
      footer={
        <>
          <DialogClose>
            <Button>{t('cancel')}</Button>
          </DialogClose>
          <Button type="submit" form={form.id} variant="primary" busy={form.busy}>
            {submitLabel}
          </Button>
        </>
      }
    >
      {before}
      <Form form={form} mode="dialog">
        {children}
      </Form>
    </GuardedDialog>
  );
}
