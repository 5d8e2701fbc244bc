'use client';

import { useTranslations } from 'use-intl';
import type { z } from 'zod';
import { authMethodCreateSchema, authMethodEditSchemaOf, providerManifests } from '@/lib/integrations/crm/manifests';
import type { ProviderId } from '@/lib/integrations/crm/contract/provider';
import { defaultScopes } from '@/lib/integrations/crm/contract/manifest';
import { editedMethodSchema } from '@/lib/domain/answers/auth-method';
import { createdSchema } from '@/lib/domain/base/api';
import { Form } from '../forms/form';
import { useApiForm } from '../forms/use-api-form';
import { useToast } from '../ui/toast';
import { MethodFields, type MethodFormValues } from './method-fields';
import { ProviderChoice } from './provider-choice';
import { RedirectUrls } from './redirect-urls';

interface RedirectUris {
  activation: string;
  signIn: string;
}

export function CreateMethodForm({ redirectUris }: { redirectUris: RedirectUris }) {
  const t = useTranslations('auth-methods');
  const provider: ProviderId = 'hubspot';
  const manifest = providerManifests[provider];
  const form = useApiForm<MethodFormValues, { id: string }>(authMethodCreateSchema, {
    url: '/api/authclients',
    method: 'POST',
    values: {
      name: '',
      provider,
      environment: '',
      clientId: '',
      clientSecret: '',
      requiredScopes: defaultScopes(manifest, 'required'),
      optionalScopes: defaultScopes(manifest, 'optional'),
    },
    response: createdSchema,
    // The next step is to activate it.
    nextPage: ({ id }) => `/maker/authentication-methods/${id}`,
  });
  return (
    <Form form={form} mode="create" submitLabel={t('add')} cancelHref="/maker/authentication-methods">
      <ProviderChoice form={form} />
      <MethodFields form={form} provider={provider} storedSecret={null} disabled={false}>
        <RedirectUrls uris={redirectUris} />
      </MethodFields>
    </Form>
  );
}

interface EditMethodFormProps {
  id: string;
  provider: ProviderId;
  values: MethodFormValues & { version: number };
  storedSecret: { setAt: string; setBy: string | null } | null;
  redirectUris: RedirectUris;
  isEnabled: boolean;
  readOnlyReason?: string | undefined;
}

export function EditMethodForm({
  id,
  provider,
  values,
  storedSecret,
  redirectUris,
  isEnabled,
  readOnlyReason,
}: EditMethodFormProps) {
  const t = useTranslations('auth-methods');
  const toast = useToast();
  const form = useApiForm<MethodFormValues, z.infer<typeof editedMethodSchema>>(authMethodEditSchemaOf(provider), {
    url: `/api/authclients/${id}`,
    method: 'PATCH',
    values: { ...values, clientSecret: '' },
    response: editedMethodSchema,
    onSaved: ({ status }) => toast({ title: isEnabled && status === 'disabled' ? t('savedDisabled') : t('saved') }),
  });
  return (
    <Form form={form} mode="edit" readOnlyReason={readOnlyReason}>
      <MethodFields
        form={form}
        provider={provider}
        storedSecret={storedSecret}
        stored={{ environment: values.environment, clientId: values.clientId }}
        disabled={readOnlyReason !== undefined}
      >
        <RedirectUrls uris={redirectUris} />
      </MethodFields>
    </Form>
  );
}
