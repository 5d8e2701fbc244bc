import { RequiredConnector } from '@/components/roles/required-connector';
import { EditRoleForm } from '@/components/roles/role-form';
import { Callout } from '@/components/ui/callout';
import { DetailLayout, RailSection } from '@/components/ui/detail-layout';
import { TextLink } from '@/components/ui/text-link';
import { Time } from '@/components/ui/time';
import { partsOf } from '@/lib/domain/base/permission-choice';
import type { Permission } from '@/lib/domain/base/permissions';
import { readRoleSignIn } from '@/lib/services/required-connectors/read-role-sign-in';
import { getTranslations } from '@/lib/web/i18n';
import { may, ownRights } from '@/lib/web/may';
import type { PageInput } from '@/lib/web/search-params';
import { requirePage } from '@/lib/web/session';
import { readRolePage, RolePage, roleTitle } from './role-page';

export async function generateMetadata({ params }: PageInput<'id'>) {
  return roleTitle((await params).id);
}

export default async function RoleDetailsPage({ params }: PageInput<'id'>) {
  const { id } = await params;
  const ctx = await requirePage('roles.access');
  const [role, signIn, t, lists] = await Promise.all([
    readRolePage(id),
    readRoleSignIn(ctx, { id }),
    getTranslations('roles'),
    getTranslations('lists'),
  ]);
  const { name, description, permissions, factorRule, version } = role;
  const nameOf = (permission: Permission) => {
    const [module, verb] = partsOf(permission);
    return lists('permission.of', {
      module: lists(`permission.modules.${module}`),
      verb: lists(`permission.verbs.${verb}`),
    });
  };
  const readOnlyReason = !may(ctx.actor, 'roles.modify')
    ? t('readOnly')
    : role.isManageable
      ? undefined
      : t('readOnlyRank');
  return (
    <RolePage id={id}>
      <DetailLayout
        railLabel={t('facts')}
        rail={
          <>
            <RailSection title={t('users')}>
              <p>{t('usersWith', { count: role.userCount })}</p>
              {role.userCount > 0 && may(ctx.actor, 'users.access') && (
                <TextLink href={`/maker/users?role=${id}`}>{t('showUsers')}</TextLink>
              )}
            </RailSection>
            <RailSection title={t('rule.title')}>
              <p className="text-muted">{t('rule.text')}</p>
            </RailSection>
            <RailSection title={t('changed')}>
              <Time value={role.updatedAt} />
            </RailSection>
          </>
        }
      >
        {role.builtIn !== null && (
          <Callout title={t('builtIn')} className="mb-4 max-w-3xl">
            {t('builtInText')}
          </Callout>
        )}
        {role.newPermissions.length > 0 && (
          <Callout title={t('newRights')} className="mb-4 max-w-3xl">
            {t('newRightsText', { rights: role.newPermissions.map(nameOf).join(', ') })}
          </Callout>
        )}
        <div className="max-w-3xl space-y-8">
          <EditRoleForm
            id={id}
            values={{ name, description, permissions, factorRule, version }}
            ownRights={ownRights(ctx.actor)}
            readOnlyReason={readOnlyReason}
          />
          <RequiredConnector
            id={id}
            signIn={signIn}
            linksUsers={may(ctx.actor, 'users.access')}
            linksConnectors={may(ctx.actor, 'sso-connectors.access')}
            isReadOnly={readOnlyReason !== undefined}
          />
        </div>
      </DetailLayout>
    </RolePage>
  );
}
