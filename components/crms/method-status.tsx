'use client';

import { useTranslations } from 'use-intl';
import type { AuthMethodStatus, DisabledReason } from '@/lib/domain/connection/auth-method';
import { Status } from '../ui/status';

interface MethodStatusProps {
  method: { status: AuthMethodStatus; disabledReason: DisabledReason | null };
  withReason?: boolean;
}

/** The state of the CRM's authentication method, with the reason. */
export function MethodStatus({ method, withReason = true }: MethodStatusProps) {
  const t = useTranslations('crm');
  const tone =
    method.status === 'enabled'
      ? 'on'
      : method.status === 'activating'
        ? 'pending'
        : method.disabledReason === 'never_activated'
          ? 'idle'
          : 'warning';
  return (
    <Status
      tone={tone}
      label={t(`method.${method.status}`)}
      reason={withReason && method.disabledReason ? t(`method.reasons.${method.disabledReason}`) : undefined}
    />
  );
}
