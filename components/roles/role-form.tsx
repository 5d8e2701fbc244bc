'use client';

import { useTranslations } from 'use-intl';
import { roleEditSchema, roleInputSchema } from '@/lib/domain/people/people';
import { createdSchema, versionedSchema } from '@/lib/domain/base/api';
import { Form } from '../forms/form';
import { TextField } from '../forms/text-field';
import { TextareaField } from '../forms/textarea-field';
import { useApiForm, type ApiForm } from '../forms/use-api-form';
import { FactorRuleField } from './factor-rule-field';
import { PermissionMatrix } from './permission-matrix';
import type { RoleFormValues } from './role-form-values';

interface RoleFormProps {
  values: RoleFormValues;
  ownRights: readonly string[] | 'all';
}

export function CreateRoleForm({ values, ownRights }: RoleFormProps) {
  const t = useTranslations('roles');
  const form = useApiForm<RoleFormValues, { id: string }>(roleInputSchema, {
    url: '/api/roles',
    method: 'POST',
    values,
    response: createdSchema,
    nextPage: ({ id }) => `/maker/roles/${id}`,
  });
  return (
    <Form form={form} mode="create" submitLabel={t('create')} cancelHref="/maker/roles" className="max-w-3xl">
      <RoleFields form={form} ownRights={ownRights} isReadOnly={false} />
    </Form>
  );
}

export function EditRoleForm({
  id,
  values,
  ownRights,
  readOnlyReason,
}: RoleFormProps & { id: string; readOnlyReason?: string | undefined }) {
  const t = useTranslations('roles');
  const form = useApiForm<RoleFormValues, { version: number }>(roleEditSchema, {
    url: `/api/roles/${id}`,
    method: 'PATCH',
    values,
    response: versionedSchema,
    savedMessage: t('saved'),
  });
  return (
    <Form form={form} mode="edit" readOnlyReason={readOnlyReason} className="max-w-3xl">
      <RoleFields form={form} ownRights={ownRights} isReadOnly={readOnlyReason !== undefined} />
    </Form>
  );
}

function RoleFields({
  form,
  ownRights,
  isReadOnly,
}: {
  form: ApiForm<RoleFormValues>;
  ownRights: RoleFormProps['ownRights'];
  isReadOnly: boolean;
}) {
  const t = useTranslations('roles');
  return (
    <>
      <TextField form={form} name="name" label={t('name')} className="max-w-140" />
      <TextareaField
        form={form}
        name="description"
        label={t('description')}
        help={t('descriptionHelp')}
        optional
        className="max-w-140"
      />
      <PermissionMatrix form={form} ownRights={ownRights} disabled={isReadOnly} />
      <FactorRuleField form={form} />
    </>
  );
}
