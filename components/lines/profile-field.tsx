'use client';

import type { FieldPath } from 'react-hook-form';
import { SelectField } from '../forms/select-field';
import type { ApiForm } from '../forms/use-api-form';

export interface ProfileChoice {
  id: string;
  name: string;
}

interface WithProfile {
  profileId: string | null;
}

/** The profile that decides. */
export function ProfileField<V extends WithProfile>({
  form,
  name,
  profiles,
  label,
  help,
  none,
}: {
  form: ApiForm<V>;
  name: FieldPath<V>;
  profiles: readonly ProfileChoice[];
  label: string;
  help: string;
  none: string;
}) {
  return (
    <SelectField
      form={form}
      name={name}
      label={label}
      help={help}
      emptyValue={null}
      placeholder={none}
      options={profiles.map((profile) => ({ value: profile.id, label: profile.name }))}
    />
  );
}
