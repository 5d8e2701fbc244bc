import { OwnersCard } from '@/components/users/owners-card';
import { EditUserForm } from '@/components/users/user-form';
import { CopyField } from '@/components/ui/copy-field';
import { DescriptionList } from '@/components/ui/description-list';
import { DetailLayout, RailSection } from '@/components/ui/detail-layout';
import { Time } from '@/components/ui/time';
import { readUserChoices } from '@/lib/services/users/read-user-choices';
import { readUserOwners } from '@/lib/services/users/read-user-owners';
import { getTranslations } from '@/lib/web/i18n';
import { may } from '@/lib/web/may';
import type { PageInput } from '@/lib/web/search-params';
import { requirePage } from '@/lib/web/session';
import { readUserPage, UserPage, userTitle } from './user-page';

export async function generateMetadata({ params }: PageInput<'id'>) {
  return userTitle((await params).id);
}

export default async function UserDetailsPage({ params }: PageInput<'id'>) {
  const { id } = await params;
  const ctx = await requirePage('users.access');
  const user = await readUserPage(id);
  const [t, choices, owners] = await Promise.all([
    getTranslations('users'),
    readUserChoices(ctx),
    readUserOwners(ctx, { id }),
  ]);
  const readOnlyReason = !may(ctx.actor, 'users.modify')
    ? t('readOnly.right')
    : user.isManageable
      ? undefined
      : t('readOnly.rank');
  return (
    <UserPage id={id}>
      <DetailLayout
        railLabel={t('facts.title')}
        rail={
          <>
            {user.loginUrl !== null && (
              <RailSection title={t('loginUrl.title')}>
                <CopyField
                  label={t('loginUrl.title')}
                  labelHidden
                  value={user.loginUrl}
                  help={t('loginUrl.text', { name: user.name })}
                />
              </RailSection>
            )}
            <RailSection title={t('facts.title')}>
              <DescriptionList
                items={[
                  { term: t('lastSignIn'), value: user.lastSignInAt ? <Time value={user.lastSignInAt} /> : t('never') },
                  { term: t('facts.created'), value: <Time value={user.createdAt} /> },
                  ...(user.lastChange
                    ? [{ term: t('facts.changed'), value: <LastChange {...user.lastChange} /> }]
                    : []),
                ]}
              />
            </RailSection>
          </>
        }
      >
        <EditUserForm
          id={id}
          choices={choices}
          readOnlyReason={readOnlyReason}
          values={{
            name: user.name,
            email: user.email,
            roleId: user.role.id,
            isAdministrator: user.isAdministrator,
            profileIds: user.profiles.map((profile) => profile.id),
            defaultProfileId: user.defaultProfile?.id ?? null,
            ssoConnectorId: user.ssoConnector?.id ?? null,
            language: user.language,
            version: user.version,
          }}
        />
        {owners.length > 0 && (
          <OwnersCard
            user={{ id, name: user.name, email: user.email }}
            choices={owners}
            mayChange={readOnlyReason === undefined}
          />
        )}
      </DetailLayout>
    </UserPage>
  );
}

function LastChange({ at, actorName }: { at: Date; actorName: string }) {
  return (
    <>
      <Time value={at} />
      {actorName !== '' && <span className="block">{actorName}</span>}
    </>
  );
}
