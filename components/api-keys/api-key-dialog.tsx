'use client';

import { useTranslations } from 'use-intl';
import { createContext, useContext, useState, type ReactNode } from 'react';
import { API_SCOPES, type ApiScope, apiKeyInputSchema } from '@/lib/domain/people/api-key';
import { createdApiKeySchema, type CreatedApiKey } from '@/lib/domain/answers/api-key';
import { CheckboxGroupField } from '../forms/checkbox-group-field';
import { FormDialog } from '../forms/form-dialog';
import { TextField } from '../forms/text-field';
import { useApiForm } from '../forms/use-api-form';
import { Button } from '../ui/button';
import { OnceDialog } from '../ui/once-dialog';
import { ReportExample } from './report-example';

/** Message keys can't contain dots, which separate levels. */
const SCOPE_MESSAGES = {
  'interactions.write': 'interactions_write',
  'interactions.read': 'interactions_read',
} as const satisfies Record<ApiScope, string>;

const OpenContext = createContext<() => void>(() => undefined);

export function CreateApiKey() {
  const t = useTranslations('settings.apiKeys');
  return (
    <Button variant="primary" onClick={useContext(OpenContext)}>
      {t('create')}
    </Button>
  );
}

/**
 * Wraps the list and holds the dialogs of its CreateApiKey, which must stay open when the first key replaces the empty
 * list and its button.
 */
interface ApiKeyDialogsProps {
  publicUrl: string;
  /** What the user may give to a key. */
  grantable: readonly ApiScope[];
  children: ReactNode;
}

export function ApiKeyDialogs({ publicUrl, grantable, children }: ApiKeyDialogsProps) {
  const t = useTranslations('settings.apiKeys');
  const [shown, setShown] = useState<'form' | CreatedApiKey>();
  const close = () => setShown(undefined);
  return (
    <OpenContext value={() => setShown('form')}>
      {children}
      {shown === 'form' && <KeyForm grantable={grantable} onMade={setShown} onClose={close} />}
      {typeof shown === 'object' && (
        <OnceDialog
          title={t('newTitle', { name: shown.name })}
          label={t('copyLabel')}
          value={shown.key}
          once={t('once')}
          onClose={close}
        >
          {shown.scopes.includes('interactions.write') && <ReportExample publicUrl={publicUrl} apiKey={shown.key} />}
        </OnceDialog>
      )}
    </OpenContext>
  );
}

interface KeyFormProps {
  grantable: readonly ApiScope[];
  onMade: (made: CreatedApiKey) => void;
  onClose: () => void;
}

function KeyForm({ grantable, onMade, onClose }: KeyFormProps) {
  const t = useTranslations('settings.apiKeys');
  const form = useApiForm(apiKeyInputSchema, {
    url: '/api/api-keys',
    method: 'POST',
    values: { name: '', scopes: ['interactions.write'] },
    response: createdApiKeySchema,
    onSaved: onMade,
  });
  return (
    <FormDialog form={form} title={t('create')} submitLabel={t('create')} onClose={onClose}>
      <TextField form={form} name="name" label={t('name')} help={t('nameHelp')} autoFocus />
      <CheckboxGroupField
        form={form}
        name="scopes"
        label={t('scopes')}
        options={API_SCOPES.map((scope) => ({
          value: scope,
          label: t(`scope.${SCOPE_MESSAGES[scope]}`),
          hint: grantable.includes(scope) ? t(`scope.${SCOPE_MESSAGES[scope]}_hint`) : t('scopeBeyond'),
          disabled: !grantable.includes(scope),
        }))}
      />
    </FormDialog>
  );
}
