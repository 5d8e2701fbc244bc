'use client';

import { useTranslations } from 'use-intl';
import { preferencesSchema } from '@/lib/domain/people/people';
import { LOCALES } from '@/lib/domain/base/locale';
import { PREFERENCE_COOKIES } from '@/lib/domain/base/preferences';
import { savedPreferencesSchema } from '@/lib/domain/answers/user';
import { Form } from '../forms/form';
import { RadioField } from '../forms/radio-field';
import { SelectField } from '../forms/select-field';
import { useApiForm } from '../forms/use-api-form';
import { setPreference } from '../shell/set-preference';

interface PreferencesFormProps {
  values: { language: (typeof LOCALES)[number]; timeZone: string | null };
  /** From the server, so that it and the browser offer the same. */
  timeZones: readonly string[];
}

export function PreferencesForm({ values, timeZones }: PreferencesFormProps) {
  const t = useTranslations('settings.account');
  const shell = useTranslations('shell');
  const form = useApiForm(preferencesSchema, {
    url: '/api/account/preferences',
    method: 'PATCH',
    values,
    response: savedPreferencesSchema,
    savedMessage: t('saved'),
    // The browser remembers it too, for the login page.
    onSaved: ({ language }) => setPreference(PREFERENCE_COOKIES.locale, language),
  });
  return (
    <Form form={form} mode="edit">
      <RadioField
        form={form}
        name="language"
        label={t('language')}
        inline
        options={LOCALES.map((value) => ({ value, label: shell(`languages.${value}`) }))}
      />
      <SelectField
        form={form}
        name="timeZone"
        label={t('timeZone')}
        emptyValue={null}
        placeholder={t('browserZone')}
        options={timeZones.map((zone) => ({ value: zone, label: zone.replaceAll('_', ' ') }))}
      />
    </Form>
  );
}
