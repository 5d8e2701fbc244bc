'use client';

import { ArrowDown, ArrowUp, Plus, Trash2 } from 'lucide-react';
import { useFieldArray } from 'react-hook-form';
import { useTranslations } from 'use-intl';
import { SelectField } from '../forms/select-field';
import { TextField } from '../forms/text-field';
import { SwitchField } from '../forms/toggle-field';
import type { ApiForm } from '../forms/use-api-form';
import { Button } from '../ui/button';
import { IconButton } from '../ui/icon-button';
import type { ConnectorFormValues } from './connector-values';

interface GroupRoleFieldsProps {
  form: ApiForm<ConnectorFormValues>;
  roles: readonly { id: string; name: string }[];
  disabled: boolean;
}

/** Which group gets which role, in order: the first that fits decides. */
export function GroupRoleFields({ form, roles, disabled }: GroupRoleFieldsProps) {
  const t = useTranslations('sso-connectors');
  const { fields, append, remove, swap } = useFieldArray({ control: form.control, name: 'oidc.groupRoles' });
  return (
    <fieldset className="min-w-0 space-y-3">
      <legend className="mb-1 font-medium">{t('oidc.groups.title')}</legend>
      <p className="text-sm text-muted">{t('oidc.groups.text')}</p>
      {fields.length > 0 && (
        <ol className="divide-y rounded-card border">
          {fields.map((row, index) => (
            <li key={row.id} className="@container flex flex-wrap items-start gap-2 px-3 py-3">
              <div className="grid min-w-0 flex-1 basis-56 gap-3 @md:grid-cols-2">
                <TextField
                  form={form}
                  name={`oidc.groupRoles.${index}.group`}
                  label={t('oidc.groups.group', { position: index + 1 })}
                  mono
                  disabled={disabled}
                />
                <SelectField
                  form={form}
                  name={`oidc.groupRoles.${index}.roleId`}
                  label={t('oidc.groups.role', { position: index + 1 })}
                  placeholder={t('oidc.groups.chooseRole')}
                  options={roles.map(({ id, name }) => ({ value: id, label: name }))}
                  disabled={disabled}
                />
              </div>
              {!disabled && (
                <div className="flex @[22rem]:pt-6">
                  <IconButton
                    label={t('oidc.groups.up', { position: index + 1 })}
                    icon={<ArrowUp aria-hidden className="size-4" />}
                    disabled={index === 0}
                    onClick={() => swap(index, index - 1)}
                  />
                  <IconButton
                    label={t('oidc.groups.down', { position: index + 1 })}
                    icon={<ArrowDown aria-hidden className="size-4" />}
                    disabled={index === fields.length - 1}
                    onClick={() => swap(index, index + 1)}
                  />
                  <IconButton
                    label={t('oidc.groups.remove', { position: index + 1 })}
                    icon={<Trash2 aria-hidden className="size-4" />}
                    onClick={() => remove(index)}
                  />
                </div>
              )}
            </li>
          ))}
        </ol>
      )}
      {!disabled && (
        <Button size="small" onClick={() => append({ group: '', roleId: '' })}>
          <Plus aria-hidden className="size-4" />
          {t('oidc.groups.add')}
        </Button>
      )}
      {fields.length > 0 && (
        <SwitchField
          form={form}
          name="oidc.admitsWithoutGroup"
          label={t('oidc.groups.without')}
          help={t('oidc.groups.withoutHelp')}
          disabled={disabled}
        />
      )}
    </fieldset>
  );
}
