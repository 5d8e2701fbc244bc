'use client';

import { useTranslations } from 'use-intl';
import { NOTABLE_WRONG_PASSWORDS } from '@/lib/domain/people/wrong-passwords';
import { Button } from '../ui/button';
import { Card } from '../ui/card';
import { Status } from '../ui/status';
import { useDateText } from '../ui/use-date-text';
import { useUserActions } from './use-user-actions';

interface PasswordCardProps {
  user: {
    id: string;
    name: string;
    hasPassword: boolean;
    isDisabled: boolean;
    failedPasswords: number;
    usesSso: boolean;
  };
  openLink: { purpose: 'set_up' | 'reset'; expiresAt: Date } | null;
  mayChange: boolean;
}

export function PasswordCard({ user, openLink, mayChange }: PasswordCardProps) {
  const t = useTranslations('users');
  const dateText = useDateText();
  const actions = useUserActions(user);
  const isWanted = !user.hasPassword && !user.usesSso;
  return (
    <Card title={t('password.title')}>
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <div className="space-y-1">
          {user.hasPassword ? (
            user.failedPasswords >= NOTABLE_WRONG_PASSWORDS ? (
              <Status
                tone="warning"
                label={t('password.guessed')}
                reason={t('password.guessedReason', { count: user.failedPasswords })}
              />
            ) : (
              <Status tone="on" label={t('password.set')} />
            )
          ) : (
            <Status
              tone={isWanted ? 'warning' : 'idle'}
              label={t('password.unset')}
              reason={t(isWanted ? 'password.unsetReason' : 'password.unsetSso')}
            />
          )}
          {openLink !== null && (
            <p className="pl-5.5 text-sm text-muted">
              {t('password.openLink', { purpose: openLink.purpose, time: dateText(openLink.expiresAt, 'minute') })}
            </p>
          )}
        </div>
        {mayChange && !user.isDisabled && (
          <div className="flex flex-wrap gap-2">
            <Button
              variant={isWanted && openLink === null ? 'primary' : 'secondary'}
              onClick={() => actions.open('link')}
            >
              {t(user.hasPassword ? 'menu.link_reset' : 'menu.link_set_up')}
            </Button>
          </div>
        )}
      </div>
      {actions.dialogs}
    </Card>
  );
}
