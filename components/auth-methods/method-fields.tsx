'use client';

import type { ReactNode } from 'react';
import { useWatch } from 'react-hook-form';
import { useTranslations } from 'use-intl';
import { providerManifests } from '@/lib/integrations/crm/manifests';
import type { ProviderId } from '@/lib/integrations/crm/contract/provider';
import { defaultScopes } from '@/lib/integrations/crm/contract/manifest';
import { LinesField } from '../forms/lines-field';
import { SecretField } from '../forms/secret-field';
import { TextField } from '../forms/text-field';
import type { ApiForm } from '../forms/use-api-form';
import { Button } from '../ui/button';
import { CopyLinesButton } from '../ui/copy-lines-button';

export interface MethodFormValues {
  name: string;
  /** Only for a new method. It can't be changed later. */
  provider?: ProviderId;
  environment: string;
  clientId: string;
  clientSecret?: string | undefined;
  requiredScopes: string[];
  optionalScopes: string[];
  version?: number;
}

interface MethodFieldsProps {
  form: ApiForm<MethodFormValues>;
  provider: ProviderId;
  /** Null if no secret is set. */
  storedSecret: { setAt: string; setBy: string | null } | null;
  /** The stored credentials: changing them requires the secret again. Absent for a new method. */
  stored?: { environment: string; clientId: string };
  disabled: boolean;
  /** Shown between the name and the credentials: what to enter in the provider's app first. */
  children?: ReactNode;
}

export function MethodFields({ form, provider, storedSecret, stored, disabled, children }: MethodFieldsProps) {
  const t = useTranslations('auth-methods');
  const h = useTranslations(provider);
  const { credentials } = providerManifests[provider];
  const [environment, clientId] = useWatch({ control: form.control, name: ['environment', 'clientId'] });
  const isOtherClient =
    stored !== undefined &&
    (stored.environment !== environment.trim() || stored.clientId !== clientId.trim().toLowerCase());
  return (
    <>
      <TextField form={form} name="name" label={t('name')} help={t('nameHelp')} disabled={disabled} />
      {children}
      <Group title={t('credentials.title')} text={t('credentials.text')}>
        <TextField
          form={form}
          name="environment"
          label={h(credentials.environment.labelKey)}
          help={h(credentials.environment.hintKey)}
          inputMode="numeric"
          mono
          disabled={disabled}
        />
        <TextField
          form={form}
          name="clientId"
          label={h(credentials.clientId.labelKey)}
          help={h(credentials.clientId.hintKey)}
          mono
          disabled={disabled}
        />
        <SecretField
          form={form}
          name="clientSecret"
          label={h(credentials.clientSecret.labelKey)}
          help={h(credentials.clientSecret.hintKey)}
          stored={storedSecret}
          askAgain={isOtherClient ? t('scopes.askAgain') : undefined}
          disabled={disabled}
        />
      </Group>
      <ScopeFields form={form} provider={provider} disabled={disabled} />
    </>
  );
}

/** Required and optional scopes are separate, as in HubSpot. */
function ScopeFields({ form, provider, disabled }: Pick<MethodFieldsProps, 'form' | 'provider' | 'disabled'>) {
  const t = useTranslations('auth-methods');
  const [requiredScopes, optionalScopes] = useWatch({
    control: form.control,
    name: ['requiredScopes', 'optionalScopes'],
  });
  const usual = {
    required: defaultScopes(providerManifests[provider], 'required'),
    optional: defaultScopes(providerManifests[provider], 'optional'),
  };
  const isUsual = requiredScopes.join() === usual.required.join() && optionalScopes.join() === usual.optional.join();
  const reset = () => {
    form.setValue('requiredScopes', usual.required);
    form.setValue('optionalScopes', usual.optional);
  };
  return (
    <Group title={t('scopes.title')} text={t('scopes.text')}>
      <LinesField
        form={form}
        name="requiredScopes"
        words
        rows={8}
        label={t('scopes.required')}
        help={t('scopes.requiredHelp')}
        disabled={disabled}
      />
      <LinesField
        form={form}
        name="optionalScopes"
        words
        rows={4}
        label={t('scopes.optional')}
        help={t('scopes.optionalHelp')}
        disabled={disabled}
      />
      <div className="flex flex-wrap gap-2">
        {/* One list each, because HubSpot asks of every scope whether it is required or optional. */}
        <CopyLinesButton label={t('scopes.copyRequired')} lines={requiredScopes} />
        <CopyLinesButton label={t('scopes.copyOptional')} lines={optionalScopes} />
        {!isUsual && !disabled && (
          <Button size="small" variant="ghost" onClick={reset}>
            {t('scopes.reset')}
          </Button>
        )}
      </div>
    </Group>
  );
}

function Group({ title, text, children }: { title: string; text: string; children: ReactNode }) {
  return (
    <section className="space-y-5 border-t pt-5">
      <div>
        <h2 className="text-base font-semibold">{title}</h2>
        <p className="mt-0.5 text-sm text-muted">{text}</p>
      </div>
      {children}
    </section>
  );
}
