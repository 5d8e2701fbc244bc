'use client';

import { useTranslations } from 'use-intl';
import { isOwnChoice, type MethodState } from '@/lib/domain/connection/auth-method';
import { Status, type StatusTone } from '../ui/status';
import { refusalParams } from './refusal-params';

interface MethodStatusProps {
  state: MethodState;
  /** Background renewal of the access is failing. */
  isRefreshFailing?: boolean;
  /** For a method's page: adds the cause and what to do. Otherwise, the reason is a few words. */
  full?: {
    environment: string;
    activatedIn: string | null;
    refusalDetail: { appId: string | null; missingScopes: readonly string[] };
  };
}

/** Enabled, Disabled or Activating, with the reason in words. */
export function MethodStatus({ state, isRefreshFailing = false, full }: MethodStatusProps) {
  const t = useTranslations('auth-methods');
  const c = useTranslations('connect');
  const { status, disabledReason } = state;
  const refusal = refusalToExplain(state);
  const key = refusal ?? disabledReason;

  const reason = () => {
    if (status === 'enabled') return isRefreshFailing ? t('short.refreshing_fails') : undefined;
    if (status === 'activating' || key === null) return undefined;
    if (full === undefined) return t(`short.${key}`);
    if (refusal !== null)
      return c(`refusal.${refusal}.text`, refusalParams({ environment: full.environment, ...full.refusalDetail }));
    if (disabledReason === null) return undefined;
    return t(`why.${disabledReason}`, { mode: full.activatedIn ?? 'sandbox' });
  };
  const title =
    full !== undefined && refusal !== null && status === 'disabled'
      ? `${t('states.disabled')}: ${c(`refusal.${refusal}.title`)}`
      : t(`states.${status}`);
  return (
    <Status
      tone={toneOf(state, isRefreshFailing)}
      label={title}
      reason={reason()}
      className={full === undefined ? undefined : 'max-w-prose'}
    />
  );
}

function refusalToExplain({ refusal }: MethodState): MethodState['refusal'] {
  return refusal !== null && isOwnChoice(refusal) ? null : refusal;
}

function toneOf(state: MethodState, isRefreshFailing: boolean): StatusTone {
  const { status, disabledReason } = state;
  if (status === 'enabled') return isRefreshFailing ? 'warning' : 'on';
  if (status === 'activating') return 'pending';
  if (refusalToExplain(state) !== null) return 'warning';
  if (disabledReason === 'never_activated') return 'idle';
  return disabledReason === 'turned_off' ? 'off' : 'warning';
}
