'use client';

import { useTranslations } from 'use-intl';
import { LOCALES } from '@/lib/domain/base/locale';
import { settingsEditSchema, type Settings } from '@/lib/domain/base/settings';
import { versionedSchema } from '@/lib/domain/base/api';
import { Form } from '../forms/form';
import { NumberField } from '../forms/number-field';
import { RadioField } from '../forms/radio-field';
import { useApiForm } from '../forms/use-api-form';

export function SettingsForm({
  values,
  readOnlyReason,
}: {
  values: Settings & { version: number };
  readOnlyReason?: string | undefined;
}) {
  const t = useTranslations('settings.general');
  const form = useApiForm(settingsEditSchema, {
    url: '/api/settings',
    method: 'PATCH',
    values,
    response: versionedSchema,
    savedMessage: t('saved'),
  });
  return (
    <Form form={form} mode="edit" readOnlyReason={readOnlyReason}>
      <RadioField
        form={form}
        name="defaultLanguage"
        label={t('defaultLanguage')}
        help={t('defaultLanguageHelp')}
        inline
        options={LOCALES.map((value) => ({ value, label: t(`languages.${value}`) }))}
      />
      <NumberField form={form} name="sessionsPerUser" label={t('sessionsPerUser')} help={t('sessionsPerUserHelp')} />
      <NumberField
        form={form}
        name="secondFactorGraceDays"
        label={t('secondFactorGraceDays')}
        help={t('secondFactorGraceDaysHelp')}
      />
      <NumberField
        form={form}
        name="signInAttemptDays"
        label={t('signInAttemptDays')}
        help={t('signInAttemptDaysHelp')}
      />
    </Form>
  );
}
