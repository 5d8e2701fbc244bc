import { ListFrame } from '@/components/lists/list-frame';
import { Pagination } from '@/components/lists/pagination';
import { AttemptTable } from '@/components/people/attempt-table';
import { IdentitiesCard } from '@/components/people/identities-card';
import { PasswordCard } from '@/components/people/password-card';
import { SessionsCard } from '@/components/people/sessions-card';
import { Card } from '@/components/ui/card';
import { PAGE_SIZE } from '@/lib/domain/limits';
import { listUserSessions } from '@/lib/services/sessions/queries';
import { listUserAttempts } from '@/lib/services/sign-in-attempts/queries';
import { getTranslations } from '@/lib/web/i18n';
import { may } from '@/lib/web/may';
import { readListQuery, type PageInput } from '@/lib/web/search-params';
import { requirePage } from '@/lib/web/session';
import { readUserPage, UserPage, userTitle } from '../user-page';

export async function generateMetadata({ params }: PageInput<'id'>) {
  return userTitle((await params).id);
}

export default async function UserAccessPage({ params, searchParams }: PageInput<'id'>) {
  const { id } = await params;
  const { page } = readListQuery(await searchParams);
  const ctx = await requirePage('users.access');
  const user = await readUserPage(id);
  const [t, sessions, attempts] = await Promise.all([getTranslations('users'), listUserSessions(ctx, { userId: id }), listUserAttempts(ctx, { userId: id, page })]);
  const mayChange = may(ctx.actor, 'users.modify') && user.isManageable;
  const { name, email, hasPassword, lockedAt } = user;
  const usesSso = user.ssoConnector !== null;
  return (
    <UserPage id={id}>
      <div className="mt-6 max-w-4xl space-y-4">
        <PasswordCard user={{ id, name, hasPassword, lockedAt, usesSso, isDisabled: user.status === 'disabled' }} openLink={user.openLink} mayChange={mayChange} />
        <IdentitiesCard user={{ id, name, email, usesSso }} identities={user.identities} mayChange={mayChange} />
        <SessionsCard user={{ id, name, hasPassword }} sessions={sessions} mayChange={mayChange} />
        <Card title={t('attempts.title')} description={attempts.matching > 0 ? t('attempts.all', { total: attempts.matching }) : undefined}>
          {attempts.items.length === 0 ? (
            <p className="text-muted">{t('attempts.none')}</p>
          ) : (
            <ListFrame>
              <AttemptTable rows={attempts.items} about="user" />
              <Pagination page={page} pageSize={PAGE_SIZE} total={attempts.matching} />
            </ListFrame>
          )}
        </Card>
      </div>
    </UserPage>
  );
}
