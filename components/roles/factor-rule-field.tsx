'use client';

import { useWatch } from 'react-hook-form';
import { useTranslations } from 'use-intl';
import { isPermission } from '@/lib/domain/base/permissions';
import { FACTOR_RULES, isFactorRequired } from '@/lib/domain/people/second-factor';
import { RadioField } from '../forms/radio-field';
import type { ApiForm } from '../forms/use-api-form';
import type { RoleFormValues } from './role-form-values';

/** Whether the role's users need a second factor, and what "by permissions" means with those chosen now. */
export function FactorRuleField({ form }: { form: ApiForm<RoleFormValues> }) {
  const t = useTranslations('roles.factorRule');
  const permissions = useWatch({ control: form.control, name: 'permissions' });
  const isRequired = isFactorRequired({
    isAdministrator: false,
    rule: 'by_permissions',
    permissions: new Set(permissions.filter(isPermission)),
  });
  const hints = {
    by_permissions: t('by_permissions_hint', { isRequired: String(isRequired) }),
    required: undefined,
    optional: t('optional_hint'),
  };
  return (
    <RadioField
      form={form}
      name="factorRule"
      label={t('label')}
      help={t('help')}
      className="max-w-140"
      options={FACTOR_RULES.map((value) => ({ value, label: t(value), hint: hints[value] }))}
    />
  );
}
