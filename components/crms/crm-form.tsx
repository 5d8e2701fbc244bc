'use client';

import { useWatch } from 'react-hook-form';
import { useTranslations } from 'use-intl';
import { createdSchema, versionedSchema } from '@/lib/domain/base/api';
import type { AuthMethodStatus, DisabledReason } from '@/lib/domain/connection/auth-method';
import { crmEditSchema, crmInputSchema, type CrmInput } from '@/lib/domain/crm/crm';
import { Form } from '../forms/form';
import { SelectField } from '../forms/select-field';
import { TextField } from '../forms/text-field';
import { useApiForm } from '../forms/use-api-form';
import { useProposedReference } from '../forms/use-proposed-reference';
import { Callout } from '../ui/callout';
import { TextLink } from '../ui/text-link';
import { MethodStatus } from './method-status';

export interface MethodChoice {
  id: string;
  name: string;
  status: AuthMethodStatus;
  disabledReason: DisabledReason | null;
  portal: { id: string; name: string } | null;
}

interface TypeChoice {
  provider: string;
  name: string;
  methods: readonly MethodChoice[];
}

interface CreateCrmFormProps {
  types: readonly TypeChoice[];
  takenReferences: readonly string[];
}

export function CreateCrmForm({ types, takenReferences }: CreateCrmFormProps) {
  const t = useTranslations('crm');
  const values: CrmInput = { type: types[0]?.provider ?? '', name: '', reference: '', authMethodId: '' };
  const form = useApiForm(crmInputSchema, {
    url: '/api/crms',
    method: 'POST',
    values,
    response: createdSchema,
    savedMessage: t('created'),
    nextPage: ({ id }) => `/maker/crm/${id}`,
  });
  const [type, authMethodId, name, reference] = useWatch({
    control: form.control,
    name: ['type', 'authMethodId', 'name', 'reference'],
  });
  useProposedReference({
    name,
    reference,
    taken: takenReferences,
    propose: (proposal) => form.setValue('reference', proposal),
  });
  const methods = types.find(({ provider }) => provider === type)?.methods ?? [];
  return (
    <Form form={form} mode="create" submitLabel={t('create')} cancelHref="/maker/crm">
      <SelectField
        form={form}
        name="type"
        label={t('type')}
        options={types.map(({ provider, name }) => ({ value: provider, label: name }))}
      />
      <TextField form={form} name="name" label={t('name')} help={t('nameHelp')} />
      <TextField form={form} name="reference" label={t('reference')} help={t('referenceHelp')} mono />
      <SelectField
        form={form}
        name="authMethodId"
        label={t('authMethod')}
        help={t('authMethodHelp')}
        placeholder={t('chooseMethod')}
        options={useMethodOptions(methods)}
      />
      <ChosenMethod methods={methods} id={authMethodId} />
    </Form>
  );
}

interface EditCrmFormProps {
  id: string;
  values: { name: string; reference: string; authMethodId: string; version: number };
  methods: readonly MethodChoice[];
  readOnlyReason?: string | undefined;
}

export function EditCrmForm({ id, values, methods, readOnlyReason }: EditCrmFormProps) {
  const t = useTranslations('crm');
  const form = useApiForm(crmEditSchema, {
    url: `/api/crms/${id}`,
    method: 'PATCH',
    values,
    response: versionedSchema,
    savedMessage: t('saved'),
  });
  const authMethodId = useWatch({ control: form.control, name: 'authMethodId' });
  return (
    <Form form={form} mode="edit" readOnlyReason={readOnlyReason}>
      <TextField form={form} name="name" label={t('name')} help={t('nameHelp')} />
      <TextField form={form} name="reference" label={t('reference')} help={t('referenceHelp')} mono />
      <SelectField
        form={form}
        name="authMethodId"
        label={t('authMethod')}
        help={t('authMethodHelp')}
        options={useMethodOptions(methods)}
      />
      <ChosenMethod methods={methods} id={authMethodId} />
    </Form>
  );
}

/** Enabled methods first, as sorted by the server. A disabled one may be chosen and is marked. */
function useMethodOptions(methods: readonly MethodChoice[]) {
  const t = useTranslations('crm');
  return methods.map(({ id, name, status, portal }) => ({
    value: id,
    label:
      status === 'enabled'
        ? portal
          ? t('methodOption', { name, portal: portal.name })
          : name
        : t('methodOptionOff', { name, state: t(`method.${status}`) }),
  }));
}

function ChosenMethod({ methods, id }: { methods: readonly MethodChoice[]; id: string }) {
  const t = useTranslations('crm');
  if (methods.length === 0) {
    return (
      <Callout
        tone="warning"
        title={t('noMethods')}
        action={<TextLink href="/maker/authentication-methods/new">{t('noMethodsAction')}</TextLink>}
      >
        {t('noMethodsText')}
      </Callout>
    );
  }
  const method = methods.find((candidate) => candidate.id === id);
  if (!method) return null;
  return (
    <div className="space-y-2">
      <MethodStatus method={method} />
      {method.status !== 'enabled' && (
        <p className="text-sm text-muted">
          {t('methodOffText')}{' '}
          <TextLink href={`/maker/authentication-methods/${method.id}`}>{t('openMethod')}</TextLink>
        </p>
      )}
    </div>
  );
}
