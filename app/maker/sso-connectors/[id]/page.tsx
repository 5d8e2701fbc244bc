import { EditConnectorForm } from '@/components/sso-connectors/connector-form';
import { Callout } from '@/components/ui/callout';
import { CopyField } from '@/components/ui/copy-field';
import { DetailLayout, RailSection } from '@/components/ui/detail-layout';
import { TextLink } from '@/components/ui/text-link';
import { Time } from '@/components/ui/time';
import { listMethodChoices, listOidcChoices, type ConnectorDetail } from '@/lib/services/sso-connectors/queries';
import { readLatestTest } from '@/lib/services/sso-sign-in/queries';
import { getTranslations } from '@/lib/web/i18n';
import { may } from '@/lib/web/may';
import type { PageInput } from '@/lib/web/search-params';
import { requirePage } from '@/lib/web/session';
import { ConnectorPage, connectorTitle, readConnectorPage } from './connector-page';

export async function generateMetadata({ params }: PageInput<'id'>) {
  return connectorTitle((await params).id);
}

export default async function SsoConnectorPage({ params }: PageInput<'id'>) {
  const { id } = await params;
  const ctx = await requirePage('sso-connectors.access');
  const { connector } = await readConnectorPage(id);
  const mayModify = may(ctx.actor, 'sso-connectors.modify');
  const [t, methods, oidc, latest] = await Promise.all([
    getTranslations('sso-connectors'),
    listMethodChoices(ctx),
    listOidcChoices(ctx),
    mayModify ? readLatestTest(ctx, { connectorId: id }) : null,
  ]);
  const { name, reference, authMethod, enabled, version } = connector;
  return (
    <ConnectorPage id={id}>
      <DetailLayout
        railLabel={t('rail')}
        rail={<Rail connector={connector} linksUsers={may(ctx.actor, 'users.access')} />}
      >
        <div className="max-w-140 space-y-8">
          <LoginUrl connector={connector} linksMethod={may(ctx.actor, 'auth-methods.access')} />
          <EditConnectorForm
            id={id}
            values={{
              name,
              reference,
              authMethodId: authMethod?.id ?? null,
              oidc: connector.oidc && formValuesOf(connector.oidc),
              enabled,
              version,
            }}
            methods={methods}
            oidc={oidc}
            secretSetAt={connector.oidc?.secretSetAt?.toISOString() ?? null}
            readOnlyReason={mayModify ? undefined : t('readOnly')}
            latestTest={latest && { ...latest, startedAt: latest.startedAt.toISOString() }}
          />
        </div>
      </DetailLayout>
    </ConnectorPage>
  );
}

/** The secret is never part of it: an empty one keeps what is stored. */
function formValuesOf(oidc: NonNullable<ConnectorDetail['oidc']>) {
  const { hasSecret: _hasSecret, secretSetAt: _secretSetAt, ...settings } = oidc;
  return { ...settings, clientSecret: '' };
}

async function LoginUrl({ connector, linksMethod }: { connector: ConnectorDetail; linksMethod: boolean }) {
  const t = await getTranslations('sso-connectors');
  const { authMethod } = connector;
  return (
    <section className="space-y-3 rounded-card border bg-sunken p-4">
      <CopyField
        label={t('login.title')}
        value={connector.loginUrl}
        help={t(authMethod === null ? 'login.oidcText' : 'login.text')}
      />
      {!connector.isWorking && (
        <Callout
          tone="warning"
          title={t('login.broken')}
          action={
            connector.enabled &&
            linksMethod &&
            authMethod !== null && (
              <TextLink href={`/maker/authentication-methods/${authMethod.id}`}>
                {t('login.toMethod', { name: authMethod.name })}
              </TextLink>
            )
          }
        >
          <p>{brokenText()}</p>
        </Callout>
      )}
    </section>
  );

  function brokenText(): string {
    if (!connector.enabled) return t('login.brokenOff');
    return authMethod === null ? t('login.brokenSecret') : t('login.brokenMethod', { name: authMethod.name });
  }
}

async function Rail({ connector, linksUsers }: { connector: ConnectorDetail; linksUsers: boolean }) {
  const t = await getTranslations('sso-connectors');
  const { users, userCount } = connector;
  return (
    <>
      <RailSection title={t('assigned')}>
        {users.length === 0 ? (
          <p>{t('nobody')}</p>
        ) : (
          <ul className="space-y-1">
            {users.map((user) => (
              <li key={user.id} className="break-words">
                {linksUsers ? <TextLink href={`/maker/users/${user.id}`}>{user.name}</TextLink> : user.name}
                {user.status === 'disabled' && <span> ({t('disabledUser')})</span>}
              </li>
            ))}
          </ul>
        )}
        {userCount > users.length && <p>{t('more', { count: userCount - users.length })}</p>}
        {linksUsers && (
          <p className="mt-2">
            <TextLink href={users.length === 0 ? '/maker/users' : `/maker/users?connector=${connector.id}`}>
              {t('toUsers')}
            </TextLink>
          </p>
        )}
      </RailSection>
      {connector.type === 'hubspot' ? (
        <RailSection title={t('permission.title')}>
          <div className="space-y-2">
            <p>{t('permission.text')}</p>
            <p>{t('permission.email')}</p>
          </div>
        </RailSection>
      ) : (
        <RailSection title={t('oidc.first.title')}>
          <p>{t('oidc.first.text')}</p>
        </RailSection>
      )}
      <RailSection title={t('lastChange')}>
        <Time value={connector.updatedAt} />
      </RailSection>
    </>
  );
}
