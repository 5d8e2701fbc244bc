'use client';

import { useTranslations } from 'use-intl';
import { confirmedSchema } from '@/lib/domain/answers/user';
import { confirmSignInSchema } from '@/lib/domain/people/people';
import { Button } from '../ui/button';
import { Dialog } from '../ui/dialog';
import { Form } from './form';
import { PasswordField } from './password-field';
import { useApiForm } from './use-api-form';

export interface ConfirmDialogFrame {
  title: string;
  description: string;
  onCancel: () => void;
}

interface ConfirmByPasswordProps extends ConfirmDialogFrame {
  onConfirmed: () => void;
  onSecondStep: () => void;
}

/** Signs in again with the password. Closing it asks nothing: a password is not work that could be lost. */
export function ConfirmByPassword({ title, description, onCancel, onConfirmed, onSecondStep }: ConfirmByPasswordProps) {
  const t = useTranslations('forms');
  const form = useApiForm(confirmSignInSchema, {
    url: '/api/account/confirmation',
    method: 'POST',
    values: { password: '' },
    response: confirmedSchema,
    onSaved: ({ needsSecondStep }) => (needsSecondStep ? onSecondStep() : onConfirmed()),
  });
  return (
    <Dialog
      alert
      open
      size="small"
      onOpenChange={onCancel}
      title={title}
      description={description}
      footer={
        <>
          <Button onClick={onCancel}>{t('cancel')}</Button>
          <Button type="submit" form={form.id} variant="primary" busy={form.busy}>
            {t('signInAgain.confirm')}
          </Button>
        </>
      }
    >
      <Form form={form} mode="dialog">
        <PasswordField
          form={form}
          name="password"
          label={t('signInAgain.password')}
          autoComplete="current-password"
          isFocused
        />
      </Form>
    </Dialog>
  );
}
