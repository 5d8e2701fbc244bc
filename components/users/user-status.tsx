'use client';

import { useTranslations } from 'use-intl';
import type { UserState } from '@/lib/domain/people/people';
import { Status, type StatusTone } from '../ui/status';

const TONES: Record<UserState, StatusTone> = { active: 'on', guessed: 'warning', disabled: 'off' };

/** `short`: for a list, where the word is enough. */
export function UserStatus({ state, short = false }: { state: UserState; short?: boolean }) {
  const t = useTranslations('users');
  return (
    <Status
      tone={TONES[state]}
      label={t(`states.${state}`)}
      reason={short || state === 'active' ? undefined : t(`stateReason.${state}`)}
    />
  );
}
