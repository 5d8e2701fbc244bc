'use client';

import { useTranslations } from 'use-intl';
import { choosePasswordSchema } from '@/lib/domain/people/people';
import { passwordChosenSchema } from '@/lib/domain/answers/user';
import { FormMessage } from '../forms/form-message';
import { useApiForm } from '../forms/use-api-form';
import { Button } from '../ui/button';
import { PasswordField } from '../forms/password-field';

export function ChoosePasswordForm({ token, email }: { token: string; email: string }) {
  const t = useTranslations('setup');
  const form = useApiForm(choosePasswordSchema, {
    url: '/api/set-password',
    method: 'POST',
    values: { token, password: '' },
    response: passwordChosenSchema,
    nextPage: ({ email }) => `/login?${new URLSearchParams({ notice: 'password_set', email }).toString()}`,
  });
  return (
    <form id={form.id} method="post" noValidate onSubmit={form.submit} className="space-y-4">
      <FormMessage form={form} />
      {/* For the password manager: whose password this is. */}
      <input type="text" name="username" autoComplete="username" value={email} readOnly hidden />
      <PasswordField
        form={form}
        name="password"
        label={t('newPassword')}
        help={t('passwordHelp')}
        autoComplete="new-password"
      />
      <Button type="submit" variant="primary" busy={form.busy} className="w-full">
        {t('setPassword')}
      </Button>
    </form>
  );
}
