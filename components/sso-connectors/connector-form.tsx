'use client';

import { useRouter } from 'next/navigation';
import { useWatch } from 'react-hook-form';
import { useTranslations } from 'use-intl';
import type { z } from 'zod';
import { ssoConnectorEditSchema, ssoConnectorInputSchema } from '@/lib/domain/people/sso';
import { editedConnectorSchema } from '@/lib/domain/answers/sso-connector';
import { createdSchema } from '@/lib/domain/base/api';
import { Form } from '../forms/form';
import { SelectField } from '../forms/select-field';
import { SwitchField } from '../forms/toggle-field';
import { TextField } from '../forms/text-field';
import { useApiForm, type ApiForm } from '../forms/use-api-form';
import { useProposedReference } from '../forms/use-proposed-reference';
import { Callout } from '../ui/callout';
import { DescriptionList } from '../ui/description-list';
import { TextLink } from '../ui/text-link';
import { useToast } from '../ui/toast';

interface MethodChoice {
  id: string;
  name: string;
  status: string;
  portal: { name: string } | null;
}

interface ConnectorFormValues {
  name: string;
  reference: string;
  type?: 'oauth2';
  authMethodId: string;
  enabled: boolean;
  version?: number;
}

interface CreateConnectorFormProps {
  methods: readonly MethodChoice[];
  authMethodId: string;
  takenReferences: readonly string[];
}

export function CreateConnectorForm({ methods, authMethodId, takenReferences }: CreateConnectorFormProps) {
  const t = useTranslations('sso-connectors');
  const router = useRouter();
  const form = useApiForm<ConnectorFormValues, { id: string }>(ssoConnectorInputSchema, {
    url: '/api/sso/connectors',
    method: 'POST',
    values: { name: '', reference: '', type: 'oauth2', authMethodId, enabled: true },
    response: createdSchema,
    // The next step is to share its login URL.
    onSaved: ({ id }) => router.push(`/maker/sso-connectors/${id}`),
  });
  const [name, reference] = useWatch({ control: form.control, name: ['name', 'reference'] });
  useProposedReference({
    name,
    reference,
    taken: takenReferences,
    propose: (proposal) => form.setValue('reference', proposal),
  });
  return (
    <Form form={form} mode="create" submitLabel={t('add')} cancelHref="/maker/sso-connectors">
      <ConnectorFields form={form} methods={methods} storedReference={null} />
    </Form>
  );
}

interface EditConnectorFormProps {
  id: string;
  values: ConnectorFormValues & { version: number };
  methods: readonly MethodChoice[];
  readOnlyReason?: string | undefined;
}

export function EditConnectorForm({ id, values, methods, readOnlyReason }: EditConnectorFormProps) {
  const t = useTranslations('sso-connectors');
  const toast = useToast();
  const form = useApiForm<ConnectorFormValues, z.infer<typeof editedConnectorSchema>>(ssoConnectorEditSchema, {
    url: `/api/sso/connectors/${id}`,
    method: 'PATCH',
    values,
    response: editedConnectorSchema,
    onSaved: ({ endedSessions }) =>
      toast({ title: endedSessions > 0 ? t('savedEnded', { count: endedSessions }) : t('saved') }),
  });
  return (
    <Form form={form} mode="edit" readOnlyReason={readOnlyReason}>
      <ConnectorFields
        form={form}
        methods={methods}
        storedReference={values.reference}
        isReadOnly={readOnlyReason !== undefined}
      />
    </Form>
  );
}

interface ConnectorFieldsProps {
  form: ApiForm<ConnectorFormValues>;
  methods: readonly MethodChoice[];
  /** Null for a new connector. */
  storedReference: string | null;
  isReadOnly?: boolean;
}

function ConnectorFields({ form, methods, storedReference, isReadOnly = false }: ConnectorFieldsProps) {
  const t = useTranslations('sso-connectors');
  const reference = useWatch({ control: form.control, name: 'reference' });
  const isOther = storedReference !== null && reference.trim() !== storedReference;
  return (
    <>
      <TextField form={form} name="name" label={t('name')} help={t('nameHelp')} disabled={isReadOnly} />
      <TextField
        form={form}
        name="reference"
        label={t('reference')}
        help={isOther ? t('referenceChange') : t('referenceHelp')}
        mono
        disabled={isReadOnly}
      />
      <DescriptionList items={[{ term: t('type'), value: t('oauth2') }]} />
      <SelectField
        form={form}
        name="authMethodId"
        label={t('method')}
        help={t('methodHelp')}
        placeholder={t('chooseMethod')}
        options={methods.map((method) => ({ value: method.id, label: labelOf(method) }))}
        disabled={isReadOnly}
      />
      {methods.length === 0 && (
        <Callout
          tone="warning"
          title={t('noMethods')}
          action={<TextLink href="/maker/authentication-methods/new">{t('empty.next')}</TextLink>}
        />
      )}
      <SwitchField form={form} name="enabled" label={t('enabled')} help={t('enabledHelp')} disabled={isReadOnly} />
    </>
  );

  function labelOf({ name, status, portal }: MethodChoice): string {
    const withPortal = portal === null ? name : t('methodWithPortal', { name, portal: portal.name });
    return status === 'enabled' ? withPortal : t('methodDisabled', { name: withPortal });
  }
}
