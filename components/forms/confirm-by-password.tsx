'use client';

import { useTranslations } from 'use-intl';
import { confirmedSchema } from '@/lib/domain/answers/user';
import { confirmSignInSchema } from '@/lib/domain/people/people';
import { Button } from '../ui/button';
import { Form } from './form';
import { PasswordField } from './password-field';
import { SignInAgainFrame, type SignInAgainFrameProps } from './sign-in-again-frame';
import { useApiForm } from './use-api-form';

interface ConfirmByPasswordProps extends SignInAgainFrameProps {
  onConfirmed: () => void;
  onSecondStep: () => void;
}

/** Signs in again with the password. */
export function ConfirmByPassword({ onConfirmed, onSecondStep, ...frame }: ConfirmByPasswordProps) {
  const t = useTranslations('forms');
  const form = useApiForm(confirmSignInSchema, {
    url: '/api/account/confirmation',
    method: 'POST',
    values: { password: '' },
    response: confirmedSchema,
    onSaved: ({ needsSecondStep }) => (needsSecondStep ? onSecondStep() : onConfirmed()),
  });
  return (
    <SignInAgainFrame
      {...frame}
      verb={
        <Button type="submit" form={form.id} variant="primary" busy={form.busy}>
          {t('signInAgain.confirm')}
        </Button>
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
    </SignInAgainFrame>
  );
}
