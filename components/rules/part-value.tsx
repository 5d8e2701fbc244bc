'use client';

import { useTranslations } from 'use-intl';
import type { ListOption } from '@/lib/domain/crm/crm';
import { withPresent } from '@/lib/domain/crm/readable-field';
import { Part } from '../forms/definition';
import { PartSelect, type PartSelectProps } from '../forms/part-fields';
import { Input } from '../ui/input';

interface PartValueProps extends Omit<PartSelectProps<string>, 'onChange'> {
  /** If empty, the value is typed. */
  options: readonly ListOption[];
  onChange: (value: string) => void;
}

/** One value of a field: chosen if the field or the account has options, else typed. */
export function PartValue({ options, value, onChange, placeholder, ...part }: PartValueProps) {
  const t = useTranslations('rules');
  if (options.length > 0)
    return (
      <PartSelect
        {...part}
        placeholder={t('chooseValue')}
        options={withPresent(options, value)}
        value={value}
        onChange={onChange}
      />
    );
  return (
    <Part {...part}>
      {(aria) => (
        <Input {...aria} placeholder={placeholder} value={value} onChange={(event) => onChange(event.target.value)} />
      )}
    </Part>
  );
}
