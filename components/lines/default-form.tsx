'use client';

import { useTranslations } from 'use-intl';
import { versionedSchema } from '@/lib/domain/base/api';
import { lineDefaultSchema } from '@/lib/domain/interaction/line';
import { Form } from '../forms/form';
import { formSchema } from '../forms/form-schema';
import { useApiForm } from '../forms/use-api-form';
import { ProfileField, type ProfileChoice } from './profile-field';

interface Values {
  profileId: string | null;
  version: number;
}

/** The profile that decides for all other lines. */
export function LineDefaultForm({
  values,
  profiles,
  readOnlyReason,
}: {
  values: Values;
  profiles: readonly ProfileChoice[];
  readOnlyReason: string | undefined;
}) {
  const t = useTranslations('lines');
  const form = useApiForm(formSchema<Values>(lineDefaultSchema), {
    url: '/api/lines/default',
    method: 'PUT',
    values,
    response: versionedSchema,
    savedMessage: t('saved'),
  });
  return (
    <Form form={form} mode="edit" readOnlyReason={readOnlyReason} className="max-w-140">
      <ProfileField
        form={form}
        name="profileId"
        profiles={profiles}
        label={t('default.profile')}
        help={t('default.help')}
        none={t('default.none')}
      />
    </Form>
  );
}
