'use client';

import { useTranslations } from 'use-intl';
import { useState } from 'react';
import { apiFetch, nothing } from '../forms/api-fetch';
import { useFailureText } from '../forms/use-failure-text';
import { Select } from '../ui/select';
import { useToast } from '../ui/toast';

export interface ProfileSwitchProps {
  profiles: readonly { id: string; name: string }[];
  active: { id: string; name: string } | null;
  onSwitched: () => Promise<void>;
}

/** Shows the profile's name, or a menu if the agent has several. */
export function ProfileSwitch({ profiles, active, onSwitched }: ProfileSwitchProps) {
  const t = useTranslations('banner');
  const toast = useToast();
  const failureText = useFailureText();
  const [busy, setBusy] = useState(false);
  if (profiles.length < 2)
    return active === null ? null : <span className="hidden text-sm text-muted sm:inline">{active.name}</span>;

  const change = async (profileId: string) => {
    setBusy(true);
    try {
      await apiFetch('/api/banner/profile', nothing, { method: 'PUT', body: { profileId } });
      await onSwitched();
    } catch (error) {
      toast({ tone: 'danger', title: failureText(error).message });
    } finally {
      setBusy(false);
    }
  };
  return (
    <Select
      aria-label={t('profile')}
      value={active?.id ?? ''}
      disabled={busy}
      onChange={(event) => void change(event.target.value)}
      options={profiles.map(({ id, name }) => ({ value: id, label: name }))}
      {...(active === null ? { placeholder: t('chooseProfile') } : {})}
      className="w-36"
    />
  );
}
