'use client';

import { useTranslations } from 'use-intl';
import { Button } from '../ui/button';
import { Card } from '../ui/card';
import { SessionList, type SessionRow } from './session-list';
import { useUserActions, type ActionableUser } from '../users/use-user-actions';

/** Sessions of somebody else's page: they end together. */
export function SessionsCard({
  user,
  sessions,
  mayChange,
}: {
  user: ActionableUser;
  sessions: readonly SessionRow[];
  mayChange: boolean;
}) {
  const t = useTranslations('users');
  const actions = useUserActions(user);
  return (
    <Card
      title={t('sessions.title')}
      action={
        mayChange && sessions.length > 0 ? (
          <Button size="small" onClick={() => actions.open('endSessions')}>
            {t('menu.endSessions')}
          </Button>
        ) : undefined
      }
    >
      <SessionList sessions={sessions} mayEnd={false} />
      {actions.dialogs}
    </Card>
  );
}
