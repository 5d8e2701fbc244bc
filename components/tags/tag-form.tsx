'use client';

import { useTranslations } from 'use-intl';
import { createdSchema, versionedSchema } from '@/lib/domain/base/api';
import { TAG_COLOURS, tagEditSchema, tagInputSchema } from '@/lib/domain/base/tag';
import { Form } from '../forms/form';
import { RadioField } from '../forms/radio-field';
import { TextField } from '../forms/text-field';
import { useApiForm, type ApiForm } from '../forms/use-api-form';
import { Tag } from '../ui/tag';

interface TagFormValues {
  name: string;
  colour: string;
  version?: number;
}

export function CreateTagForm() {
  const t = useTranslations('tags');
  const form = useApiForm<TagFormValues, { id: string }>(tagInputSchema, {
    url: '/api/tags',
    method: 'POST',
    values: { name: '', colour: TAG_COLOURS[0] },
    response: createdSchema,
    nextPage: () => '/maker/tags',
  });
  return (
    <Form form={form} mode="create" submitLabel={t('create')} cancelHref="/maker/tags" className="max-w-140">
      <TagFields form={form} />
    </Form>
  );
}

export function EditTagForm({
  id,
  values,
  readOnlyReason,
}: {
  id: string;
  values: TagFormValues;
  readOnlyReason: string | undefined;
}) {
  const t = useTranslations('tags');
  const form = useApiForm<TagFormValues, { version: number }>(tagEditSchema, {
    url: `/api/tags/${id}`,
    method: 'PATCH',
    values,
    response: versionedSchema,
    savedMessage: t('saved'),
  });
  return (
    <Form form={form} mode="edit" readOnlyReason={readOnlyReason} className="max-w-140">
      <TagFields form={form} />
    </Form>
  );
}

function TagFields({ form }: { form: ApiForm<TagFormValues> }) {
  const t = useTranslations('tags');
  return (
    <>
      <TextField form={form} name="name" label={t('name')} help={t('nameHelp')} />
      <RadioField
        form={form}
        name="colour"
        label={t('colour')}
        inline
        options={TAG_COLOURS.map((colour) => ({
          value: colour,
          label: <Tag name={t(`colours.${colour}`)} colour={colour} />,
        }))}
      />
    </>
  );
}
