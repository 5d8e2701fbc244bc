'use client';

import { useEffect, useRef } from 'react';
import { useWatch } from 'react-hook-form';
import { useTranslations } from 'use-intl';
import type { z } from 'zod';
import { CONNECTOR_TYPES, ssoConnectorEditSchema, ssoConnectorInputSchema } from '@/lib/domain/people/sso';
import { editedConnectorSchema } from '@/lib/domain/answers/sso-connector';
import { createdSchema } from '@/lib/domain/base/api';
import { Form } from '../forms/form';
import { RadioField } from '../forms/radio-field';
import { SelectField } from '../forms/select-field';
import { SwitchField } from '../forms/toggle-field';
import { TextField } from '../forms/text-field';
import { useApiForm, type ApiForm } from '../forms/use-api-form';
import { useProposedReference } from '../forms/use-proposed-reference';
import { Callout } from '../ui/callout';
import { DescriptionList } from '../ui/description-list';
import { TextLink } from '../ui/text-link';
import { useToast } from '../ui/toast';
import { NEW_OIDC, type ConnectorFormValues } from './connector-values';
import { OidcFields } from './oidc-fields';
import { TestSignIn, type LatestTest } from './test-sign-in';

interface MethodChoice {
  id: string;
  name: string;
  status: string;
  portal: { name: string } | null;
}

interface OidcChoices {
  roles: readonly { id: string; name: string }[];
  redirectUrl: string;
}

interface CreateConnectorFormProps {
  methods: readonly MethodChoice[];
  authMethodId: string;
  takenReferences: readonly string[];
  oidc: OidcChoices;
  mayTest: boolean;
  latestTest: LatestTest | null;
}

export function CreateConnectorForm(props: CreateConnectorFormProps) {
  const { methods, authMethodId, takenReferences, oidc, mayTest, latestTest } = props;
  const t = useTranslations('sso-connectors');
  const form = useApiForm<ConnectorFormValues, { id: string }>(ssoConnectorInputSchema, {
    url: '/api/sso/connectors',
    method: 'POST',
    values: { name: '', reference: '', type: 'hubspot', authMethodId, oidc: null, enabled: true },
    response: createdSchema,
    // The next step is to share its login URL.
    nextPage: ({ id }) => `/maker/sso-connectors/${id}`,
  });
  const [name, reference, type] = useWatch({ control: form.control, name: ['name', 'reference', 'type'] });
  useProposedReference({
    name,
    reference,
    taken: takenReferences,
    propose: (proposal) => form.setValue('reference', proposal),
  });
  return (
    <div className="max-w-140 space-y-8">
      <Form form={form} mode="create" submitLabel={t('add')} cancelHref="/maker/sso-connectors">
        <ConnectorFields
          form={form}
          methods={methods}
          authMethodId={authMethodId}
          storedReference={null}
          oidc={oidc}
          storedOidc={null}
        />
      </Form>
      {mayTest && <TestSignIn id={null} type={type ?? 'hubspot'} form={form} latest={latestTest} />}
    </div>
  );
}

interface EditConnectorFormProps {
  id: string;
  values: ConnectorFormValues & { version: number };
  methods: readonly MethodChoice[];
  oidc: OidcChoices;
  /** When its secret was set; null without one. */
  secretSetAt: string | null;
  readOnlyReason?: string | undefined;
  latestTest: LatestTest | null;
}

export function EditConnectorForm(props: EditConnectorFormProps) {
  const { id, values, methods, oidc, secretSetAt, readOnlyReason, latestTest } = props;
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
    <div className="space-y-8">
      <Form form={form} mode="edit" readOnlyReason={readOnlyReason}>
        <ConnectorFields
          form={form}
          methods={methods}
          authMethodId=""
          storedReference={values.reference}
          oidc={oidc}
          storedOidc={values.oidc ? { ...values.oidc, secretSetAt } : null}
          isReadOnly={readOnlyReason !== undefined}
        />
      </Form>
      {readOnlyReason === undefined && (
        <TestSignIn id={id} type={values.oidc ? 'oidc' : 'hubspot'} form={form} latest={latestTest} />
      )}
    </div>
  );
}

interface ConnectorFieldsProps {
  form: ApiForm<ConnectorFormValues>;
  methods: readonly MethodChoice[];
  /** Proposed for a new connector. */
  authMethodId: string;
  /** Null for a new connector. */
  storedReference: string | null;
  oidc: OidcChoices;
  /** Null for a new connector, and for one of HubSpot. */
  storedOidc: { issuer: string; clientId: string; secretSetAt: string | null } | null;
  isReadOnly?: boolean;
}

function ConnectorFields(props: ConnectorFieldsProps) {
  const { form, methods, authMethodId, storedReference, oidc, storedOidc, isReadOnly = false } = props;
  const t = useTranslations('sso-connectors');
  const [reference, type] = useWatch({ control: form.control, name: ['reference', 'type'] });
  const isOther = storedReference !== null && reference.trim() !== storedReference;
  const isOidc = storedOidc !== null || type === 'oidc';
  // A connector has the settings of its own type alone.
  const shownType = useRef(type);
  useEffect(() => {
    if (type === shownType.current) return;
    shownType.current = type;
    form.setValue('authMethodId', type === 'hubspot' ? authMethodId : null);
    form.setValue('oidc', type === 'oidc' ? NEW_OIDC : null);
  });
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
      {storedReference === null ? (
        <RadioField
          form={form}
          name="type"
          label={t('type')}
          options={CONNECTOR_TYPES.map((value) => ({
            value,
            label: t(`types.${value}.name`),
            hint: t(`types.${value}.text`),
          }))}
        />
      ) : (
        <DescriptionList items={[{ term: t('type'), value: t(`types.${isOidc ? 'oidc' : 'hubspot'}.name`) }]} />
      )}
      {isOidc ? (
        <OidcFields form={form} stored={storedOidc} {...oidc} disabled={isReadOnly} />
      ) : (
        <MethodField form={form} methods={methods} isReadOnly={isReadOnly} />
      )}
      <SwitchField form={form} name="enabled" label={t('enabled')} help={t('enabledHelp')} disabled={isReadOnly} />
    </>
  );
}

function MethodField({
  form,
  methods,
  isReadOnly,
}: Pick<ConnectorFieldsProps, 'form' | 'methods'> & { isReadOnly: boolean }) {
  const t = useTranslations('sso-connectors');
  return (
    <>
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
    </>
  );

  function labelOf({ name, status, portal }: MethodChoice): string {
    const withPortal = portal === null ? name : t('methodWithPortal', { name, portal: portal.name });
    return status === 'enabled' ? withPortal : t('methodDisabled', { name: withPortal });
  }
}
