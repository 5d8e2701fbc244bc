'use client';

import { useTranslations } from 'use-intl';
import { useState } from 'react';
import { z } from 'zod';
import { API_SCOPES, apiKeyInputSchema } from '@/lib/domain/api-key';
import { CheckboxGroupField } from '../forms/checkbox-group-field';
import { FormMessage } from '../forms/form-message';
import { TextField } from '../forms/text-field';
import { useApiForm } from '../forms/use-api-form';
import { Button } from '../ui/button';
import { Callout } from '../ui/callout';
import { CopyField } from '../ui/copy-field';
import { Dialog } from '../ui/dialog';
import { AnnounceExample } from './announce-example';

const answerSchema = z.object({ id: z.string(), name: z.string(), scopes: z.array(z.string()), key: z.string() });
type NewKey = z.infer<typeof answerSchema>;

/** The button and its dialog: what the key is for, then the key, once. */
export function CreateApiKey({ publicUrl }: { publicUrl: string }) {
  const t = useTranslations('settings.apiKeys');
  const [isOpen, setOpen] = useState(false);
  const [made, setMade] = useState<NewKey>();
  const close = () => {
    setOpen(false);
    setMade(undefined);
  };
  return (
    <>
      <Button variant="primary" onClick={() => setOpen(true)}>
        {t('create')}
      </Button>
      {/* Shown once: a click beside it must not throw it away. */}
      <Dialog alert open={isOpen} onOpenChange={(open) => !open && close()} title={made === undefined ? t('create') : t('newTitle', { name: made.name })}>
        {made === undefined ? <KeyForm onMade={setMade} onCancel={close} /> : <ShownKey made={made} publicUrl={publicUrl} onDone={close} />}
      </Dialog>
    </>
  );
}

function KeyForm({ onMade, onCancel }: { onMade: (made: NewKey) => void; onCancel: () => void }) {
  const t = useTranslations('settings.apiKeys');
  const common = useTranslations('common');
  const form = useApiForm(apiKeyInputSchema, { url: '/api/api-keys', method: 'POST', values: { name: '', scopes: ['interactions.write'] }, response: answerSchema, onSaved: onMade });
  return (
    <form id={form.id} noValidate onSubmit={form.submit} className="space-y-5">
      <FormMessage form={form} />
      <TextField form={form} name="name" label={t('name')} help={t('nameHelp')} autoFocus />
      <CheckboxGroupField
        form={form}
        name="scopes"
        label={t('scopes')}
        options={API_SCOPES.map((scope) => ({ value: scope, label: t(`scope.${scope.replace('.', '_')}`), hint: t(`scope.${scope.replace('.', '_')}_hint`) }))}
      />
      <div className="flex flex-wrap justify-end gap-2">
        <Button onClick={onCancel}>{common('cancel')}</Button>
        <Button type="submit" variant="primary" busy={form.busy}>
          {t('create')}
        </Button>
      </div>
    </form>
  );
}

function ShownKey({ made, publicUrl, onDone }: { made: NewKey; publicUrl: string; onDone: () => void }) {
  const t = useTranslations('settings.apiKeys');
  return (
    <div className="space-y-4">
      <Callout live tone="warning" title={t('once')} />
      <CopyField label={t('copyLabel')} value={made.key} />
      {made.scopes.includes('interactions.write') && <AnnounceExample publicUrl={publicUrl} apiKey={made.key} />}
      <div className="flex justify-end">
        <Button variant="primary" onClick={onDone}>
          {t('done')}
        </Button>
      </div>
    </div>
  );
}
