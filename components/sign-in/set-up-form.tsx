'use client';

import { useTranslations } from 'use-intl';
import { setUpAdministratorSchema } from '@/lib/domain/people/people';
import { passwordChosenSchema } from '@/lib/domain/answers/user';
import { FormMessage } from '../forms/form-message';
import { TextField } from '../forms/text-field';
import { useApiForm } from '../forms/use-api-form';
import { Button } from '../ui/button';
import { PasswordField } from '../forms/password-field';

export function SetUpForm({ token }: { token: string }) {
  const t = useTranslations('setup');
  const form = useApiForm(setUpAdministratorSchema, {
    url: '/api/setup',
    method: 'POST',
    values: { token, name: '', email: '', password: '' },
    response: passwordChosenSchema,
    nextPage: ({ email }) => `/login?${new URLSearchParams({ notice: 'set_up', email }).toString()}`,
  });
  return (
    <form id={form.id} method="post" noValidate onSubmit={form.submit} className="space-y-4">
      <FormMessage form={form} />
      <TextField form={form} name="name" label={t('name')} autoComplete="name" autoFocus />
      <TextField
        form={form}
        name="email"
        label={t('email')}
        help={t('emailHelp')}
        type="email"
        inputMode="email"
        autoComplete="username"
      />
      <PasswordField
        form={form}
        name="password"
        label={t('password')}
        help={t('passwordHelp')}
        autoComplete="new-password"
      />
      <Button type="submit" variant="primary" busy={form.busy} className="w-full">
        {t('create')}
      </Button>
    </form>
  );
}
