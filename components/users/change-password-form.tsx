'use client';

import { useTranslations } from 'use-intl';
import { changeOwnPasswordSchema } from '@/lib/domain/people/people';
import { nothing } from '../forms/api-fetch';
import { FormMessage } from '../forms/form-message';
import { useApiForm } from '../forms/use-api-form';
import { Button } from '../ui/button';
import { PasswordField } from '../forms/password-field';

export function ChangePasswordForm({ email }: { email: string }) {
  const t = useTranslations('settings.account');
  const form = useApiForm(changeOwnPasswordSchema, {
    url: '/api/account/password',
    method: 'POST',
    values: { currentPassword: '', password: '' },
    response: nothing,
    savedMessage: t('passwordChanged'),
  });
  return (
    <form id={form.id} method="post" noValidate onSubmit={form.submit} className="max-w-140 space-y-5">
      <FormMessage form={form} />
      <input type="text" name="username" autoComplete="username" value={email} readOnly hidden />
      <PasswordField form={form} name="currentPassword" label={t('currentPassword')} autoComplete="current-password" />
      <PasswordField
        form={form}
        name="password"
        label={t('newPassword')}
        help={t('newPasswordHelp')}
        autoComplete="new-password"
      />
      <Button type="submit" busy={form.busy}>
        {t('changePassword')}
      </Button>
    </form>
  );
}
