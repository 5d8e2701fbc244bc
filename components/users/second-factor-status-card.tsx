'use client';

import { useTranslations } from 'use-intl';
import type { FactorKind } from '@/lib/domain/people/second-factor';
import { Button } from '../ui/button';
import { Card } from '../ui/card';
import { Status } from '../ui/status';
import { useUserActions, type ActionableUser } from './use-user-actions';

interface SecondFactorStatusCardProps {
  user: ActionableUser;
  factors: { items: readonly { id: string; kind: FactorKind; name: string }[]; isRequired: boolean };
  mayChange: boolean;
}

/** What somebody signs in with besides their password, and its reset. */
export function SecondFactorStatusCard({ user, factors, mayChange }: SecondFactorStatusCardProps) {
  const t = useTranslations('users');
  const lists = useTranslations('lists');
  const actions = useUserActions(user);
  const { items, isRequired } = factors;
  if (!user.hasPassword) return null;
  const reason = t(isRequired ? 'secondFactor.required' : 'secondFactor.optional');
  return (
    <Card title={t('secondFactor.title')}>
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        {items.length === 0 ? (
          <Status tone={isRequired ? 'warning' : 'idle'} label={t('secondFactor.none')} reason={reason} />
        ) : (
          <ul className="min-w-0 space-y-1">
            {items.map(({ id, kind, name }) => (
              <li key={id}>
                <Status
                  tone="on"
                  label={name}
                  reason={lists(`values.kind.${kind}`) === name ? undefined : lists(`values.kind.${kind}`)}
                />
              </li>
            ))}
          </ul>
        )}
        {mayChange && items.length > 0 && (
          <Button onClick={() => actions.open('resetSecondFactor')}>{t('menu.resetSecondFactor')}</Button>
        )}
      </div>
      {actions.dialogs}
    </Card>
  );
}
