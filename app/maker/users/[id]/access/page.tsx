import { AttemptList } from '@/components/sign-in-attempts/attempt-list';
import { IdentitiesCard } from '@/components/users/identities-card';
import { PasswordCard } from '@/components/users/password-card';
import { SecondFactorStatusCard } from '@/components/users/second-factor-status-card';
import { SessionsCard } from '@/components/sessions/sessions-card';
import { Card } from '@/components/ui/card';
import { ATTEMPT_RESULTS } from '@/lib/domain/people/sso';
import { listUserFactors } from '@/lib/services/second-factor/queries';
import { listUserSessions } from '@/lib/services/sessions/queries';
import { listUserAttempts } from '@/lib/services/sign-in-attempts/queries';
import { getTranslations } from '@/lib/web/i18n';
import { may } from '@/lib/web/may';
import { oneParam, readListQuery, type PageInput } from '@/lib/web/search-params';
import { requirePage } from '@/lib/web/session';
import { readUserPage, UserPage, userTitle } from '../user-page';

export async function generateMetadata({ params }: PageInput<'id'>) {
  return userTitle((await params).id);
}

export default async function UserAccessPage({ params, searchParams }: PageInput<'id'>) {
  const { id } = await params;
  const query = await searchParams;
  const { page } = readListQuery(query);
  const result = ATTEMPT_RESULTS.find((known) => known === oneParam(query, 'result'));
  const ctx = await requirePage('users.access');
  const user = await readUserPage(id);
  const [t, factors, sessions, attempts] = await Promise.all([
    getTranslations('users'),
    listUserFactors(ctx, { userId: id }),
    listUserSessions(ctx, { userId: id }),
    listUserAttempts(ctx, { userId: id, page, ...(result === undefined ? {} : { allowed: result === 'allowed' }) }),
  ]);
  const mayChange = may(ctx.actor, 'users.modify') && user.isManageable;
  const { name, email, hasPassword, failedPasswords } = user;
  const usesSso = user.ssoConnector !== null;
  return (
    <UserPage id={id}>
      <div className="mt-6 max-w-4xl space-y-4">
        <PasswordCard
          user={{ id, name, hasPassword, failedPasswords, usesSso, isDisabled: user.status === 'disabled' }}
          openLink={user.openLink}
          mayChange={mayChange}
        />
        <SecondFactorStatusCard
          user={{ id, name, hasPassword }}
          factors={factors}
          mayChange={mayChange && !user.isOwn}
        />
        <IdentitiesCard user={{ id, name, email, usesSso }} identities={user.identities} mayChange={mayChange} />
        <SessionsCard user={{ id, name, hasPassword }} sessions={sessions} mayChange={mayChange} />
        <Card
          title={t('attempts.title')}
          description={attempts.matching > 0 ? t('attempts.all', { total: attempts.matching }) : undefined}
        >
          {attempts.matching === 0 && result === undefined ? (
            <p className="text-muted">{t('attempts.none')}</p>
          ) : (
            <AttemptList rows={attempts.items} matching={attempts.matching} page={page} about="user" />
          )}
        </Card>
      </div>
    </UserPage>
  );
}
