'use client';

import { useTranslations } from 'use-intl';
import type { UserState } from '@/lib/domain/people';
import { Status, type StatusTone } from '../ui/status';

const TONES: Record<UserState, StatusTone> = { active: 'on', locked: 'warning', disabled: 'off' };

export function UserStatus({ state }: { state: UserState }) {
  const t = useTranslations('users');
  return <Status tone={TONES[state]} label={t(`states.${state}`)} reason={state === 'active' ? undefined : t(`stateReason.${state}`)} />;
}
