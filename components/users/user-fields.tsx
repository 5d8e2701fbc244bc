'use client';

import { useEffect } from 'react';
import { useWatch } from 'react-hook-form';
import { useTranslations } from 'use-intl';
import { type UserInput } from '@/lib/domain/people/people';
import { LOCALES } from '@/lib/domain/base/locale';
import { CheckboxField } from '../forms/toggle-field';
import { CheckboxGroupField } from '../forms/checkbox-group-field';
import { RadioField } from '../forms/radio-field';
import { SelectField } from '../forms/select-field';
import { TextField } from '../forms/text-field';
import type { ApiForm } from '../forms/use-api-form';

export interface UserFormChoices {
  roles: readonly { id: string; name: string; isGrantable: boolean }[];
  profiles: readonly { id: string; name: string; isGrantable: boolean }[];
  connectors: readonly { id: string; name: string }[];
  mayMakeAdministrators: boolean;
}

export type UserFormValues = UserInput & { version?: number };

interface UserFieldsProps {
  form: ApiForm<UserFormValues>;
  choices: UserFormChoices;
  /** The profiles that the user has already: whoever can't give one can still take it away. */
  held?: readonly string[];
}

export function UserFields({ form, choices, held = [] }: UserFieldsProps) {
  const t = useTranslations('users');
  const [isAdministrator, profileIds, defaultProfileId] = useWatch({
    control: form.control,
    name: ['isAdministrator', 'profileIds', 'defaultProfileId'],
  });
  const { setValue } = form;

  // Replaces a default profile that was deselected.
  useEffect(() => {
    if (defaultProfileId !== null && profileIds.includes(defaultProfileId)) return;
    const next = profileIds[0] ?? null;
    if (next !== defaultProfileId) setValue('defaultProfileId', next);
  }, [defaultProfileId, profileIds, setValue]);

  return (
    <>
      <TextField form={form} name="name" label={t('name')} autoComplete="off" />
      <TextField form={form} name="email" label={t('email')} help={t('emailHelp')} type="email" inputMode="email" />
      <CheckboxField
        form={form}
        name="isAdministrator"
        label={t('administrator')}
        help={choices.mayMakeAdministrators ? t('administratorHelp') : t('administratorOnly')}
        disabled={!choices.mayMakeAdministrators}
      />
      <SelectField
        form={form}
        name="roleId"
        label={t('role')}
        help={isAdministrator ? t('roleIgnored') : choices.mayMakeAdministrators ? undefined : t('roleHelp')}
        placeholder="–"
        options={choices.roles.map((role) => ({ value: role.id, label: role.name, disabled: !role.isGrantable }))}
      />
      {choices.profiles.length === 0 ? (
        <div>
          <p className="mb-1 font-medium">{t('profiles')}</p>
          <p className="text-sm text-muted">{t('noProfiles')}</p>
        </div>
      ) : (
        <CheckboxGroupField
          form={form}
          name="profileIds"
          label={t('profiles')}
          help={t('profilesHelp')}
          options={choices.profiles.map(({ id, name, isGrantable }) => ({
            value: id,
            label: name,
            ...(isGrantable || held.includes(id) ? {} : { disabled: true, hint: t('profileBeyond') }),
          }))}
        />
      )}
      {profileIds.length > 0 && (
        <SelectField
          form={form}
          name="defaultProfileId"
          label={t('defaultProfile')}
          help={t('defaultProfileHelp')}
          emptyValue={null}
          options={choices.profiles
            .filter(({ id }) => profileIds.includes(id))
            .map(({ id, name }) => ({ value: id, label: name }))}
        />
      )}
      <SelectField
        form={form}
        name="ssoConnectorId"
        label={t('connector')}
        help={t('connectorHelp')}
        emptyValue={null}
        placeholder={t('noConnector')}
        options={choices.connectors.map(({ id, name }) => ({ value: id, label: name }))}
      />
      <RadioField
        form={form}
        name="language"
        label={t('language')}
        inline
        options={LOCALES.map((value) => ({ value, label: t(`languages.${value}`) }))}
      />
    </>
  );
}
