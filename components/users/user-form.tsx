'use client';

import { useTranslations } from 'use-intl';
import { userEditSchema, userInputSchema, type UserInput } from '@/lib/domain/people/people';
import { createdSchema, versionedSchema } from '@/lib/domain/base/api';
import { Form } from '../forms/form';
import { useApiForm } from '../forms/use-api-form';
import { UserFields, type UserFormChoices, type UserFormValues } from './user-fields';

interface CreateUserFormProps {
  /** Name and address empty; the rest the default, or what a copy starts with. */
  values: UserInput;
  choices: UserFormChoices;
  /** Whose copy this is. */
  copyOf: string | null;
}

export function CreateUserForm({ values, choices, copyOf }: CreateUserFormProps) {
  const t = useTranslations('users');
  const form = useApiForm<UserFormValues, { id: string }>(userInputSchema, {
    url: copyOf === null ? '/api/users' : `/api/users/${copyOf}/duplicate`,
    method: 'POST',
    values,
    response: createdSchema,
    // The next step is how this user signs in.
    nextPage: ({ id }) => `/maker/users/${id}/access`,
  });
  return (
    <Form form={form} mode="create" submitLabel={t('create')} cancelHref="/maker/users">
      <UserFields form={form} choices={choices} />
    </Form>
  );
}

interface EditUserFormProps {
  id: string;
  values: UserInput & { version: number };
  choices: UserFormChoices;
  readOnlyReason?: string | undefined;
}

export function EditUserForm({ id, values, choices, readOnlyReason }: EditUserFormProps) {
  const t = useTranslations('users');
  const form = useApiForm<UserFormValues, { version: number }>(userEditSchema, {
    url: `/api/users/${id}`,
    method: 'PATCH',
    values,
    response: versionedSchema,
    savedMessage: t('saved'),
  });
  return (
    <Form form={form} mode="edit" readOnlyReason={readOnlyReason}>
      <UserFields form={form} choices={choices} held={values.profileIds} />
    </Form>
  );
}
