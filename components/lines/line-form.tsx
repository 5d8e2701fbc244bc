'use client';

import { useTranslations } from 'use-intl';
import { savedSchema } from '@/lib/domain/base/api';
import { LINE_KINDS, lineEditSchema, lineInputSchema, type LineKind } from '@/lib/domain/interaction/line';
import { Form } from '../forms/form';
import { formSchema } from '../forms/form-schema';
import { RadioField } from '../forms/radio-field';
import { TextField } from '../forms/text-field';
import { useApiForm } from '../forms/use-api-form';
import { ProfileField, type ProfileChoice } from './profile-field';

interface CreateValues {
  name: string;
  kind: LineKind;
  value: string;
  profileId: string | null;
}

export function CreateLineForm({ profiles }: { profiles: readonly ProfileChoice[] }) {
  const t = useTranslations('lines');
  const form = useApiForm(formSchema<CreateValues>(lineInputSchema), {
    url: '/api/lines',
    method: 'POST',
    values: { name: '', kind: 'number', value: '', profileId: null },
    response: savedSchema,
    nextPage: () => '/maker/lines',
  });
  return (
    <Form form={form} mode="create" submitLabel={t('create')} cancelHref="/maker/lines" className="max-w-140">
      <RadioField
        form={form}
        name="kind"
        label={t('kind')}
        inline
        options={LINE_KINDS.map((kind) => ({ value: kind, label: t(`kinds.${kind}`) }))}
      />
      <TextField form={form} name="name" label={t('name')} />
      <TextField form={form} name="value" label={t('value')} help={t('valueHelp')} optional />
      <ProfileField
        form={form}
        name="profileId"
        profiles={profiles}
        label={t('profile')}
        help={t('profileHelp')}
        none={t('noProfile')}
      />
    </Form>
  );
}

interface EditValues {
  name: string;
  profileId: string | null;
  version: number;
}

export function EditLineForm({
  id,
  values,
  profiles,
  readOnlyReason,
}: {
  id: string;
  values: EditValues;
  profiles: readonly ProfileChoice[];
  readOnlyReason: string | undefined;
}) {
  const t = useTranslations('lines');
  const form = useApiForm(formSchema<EditValues>(lineEditSchema), {
    url: `/api/lines/${id}`,
    method: 'PATCH',
    values,
    response: savedSchema,
    savedMessage: t('saved'),
  });
  return (
    <Form form={form} mode="edit" readOnlyReason={readOnlyReason} className="max-w-140">
      <TextField form={form} name="name" label={t('name')} />
      <ProfileField
        form={form}
        name="profileId"
        profiles={profiles}
        label={t('profile')}
        help={t('profileHelp')}
        none={t('noProfile')}
      />
    </Form>
  );
}
