'use client';

import { useTranslations } from 'use-intl';
import { providerManifests } from '@/lib/integrations/crm/manifests';
import { SelectField } from '../forms/select-field';
import type { ApiForm } from '../forms/use-api-form';
import { DescriptionList } from '../ui/description-list';
import type { MethodFormValues } from './method-fields';

/** The integration type and its mode, which is the same for all types. */
export function ProviderChoice({ form }: { form: ApiForm<MethodFormValues> }) {
  const t = useTranslations('auth-methods');
  return (
    <>
      <SelectField
        form={form}
        name="provider"
        label={t('type')}
        options={Object.values(providerManifests).map(({ id, name }) => ({ value: id, label: name }))}
      />
      <DescriptionList items={[{ term: t('mode'), value: t('oauth') }]} />
    </>
  );
}
