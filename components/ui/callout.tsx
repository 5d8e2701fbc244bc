'use client';

import { CircleCheck, CircleX, Info, TriangleAlert } from 'lucide-react';
import { useTranslations } from 'use-intl';
import type { ComponentProps, ReactNode } from 'react';
import { cn } from './cn';

type CalloutTone = 'info' | 'success' | 'warning' | 'danger';

const STYLES = {
  info: { icon: Info, box: 'border-info-line bg-info-tint', ink: 'text-info' },
  success: { icon: CircleCheck, box: 'border-success-line bg-success-tint', ink: 'text-success' },
  warning: { icon: TriangleAlert, box: 'border-warning-line bg-warning-tint', ink: 'text-warning' },
  danger: { icon: CircleX, box: 'border-danger-line bg-danger-tint', ink: 'text-danger' },
};

export interface CalloutProps extends Omit<ComponentProps<'div'>, 'title'> {
  tone?: CalloutTone;
  /** What happened, or what is the case. */
  title: ReactNode;
  /** Since when, its effect, what to do. */
  children?: ReactNode;
  /** What to do about it. */
  action?: ReactNode;
  /** The provider's own words; collapsed. */
  detail?: string | null;
  /** The ID that support needs to find it. */
  reference?: string | null;
  /** Read out immediately: for a callout that appears after an action, not one that the page was loaded with. */
  live?: boolean;
}

export function Callout({
  tone = 'info',
  title,
  children,
  action,
  detail,
  reference,
  live = false,
  className,
  ...rest
}: CalloutProps) {
  const t = useTranslations('common');
  const { icon: Icon, box, ink } = STYLES[tone];
  const role = live ? (tone === 'danger' || tone === 'warning' ? 'alert' : 'status') : undefined;
  return (
    <div {...rest} role={role} className={cn('flex gap-2.5 rounded-card border p-3', box, className)}>
      <Icon aria-hidden className={cn('mt-0.5 size-4 shrink-0', ink)} />
      <div className="min-w-0 flex-1">
        <p className={cn('font-medium break-words', ink)}>{title}</p>
        {children !== undefined && <div className="mt-0.5 space-y-1 break-words">{children}</div>}
        {action !== undefined && <div className="mt-2.5 flex flex-wrap gap-2">{action}</div>}
        {(detail != null || reference != null) && (
          <details className="mt-2 text-sm">
            <summary className="w-fit rounded-small text-muted hover:text-ink">{t('technicalDetails')}</summary>
            {detail != null && <p className="mt-1 font-mono text-xs break-words whitespace-pre-wrap">{detail}</p>}
            {reference != null && (
              <p className="mt-1 text-muted">
                {t('referenceId')} <code className="font-mono text-xs text-ink select-all">{reference}</code>
              </p>
            )}
          </details>
        )}
      </div>
    </div>
  );
}
