import type { ReactNode } from 'react';
import { WaitingNotice } from '@/app/maker/waiting-notice';
import { EditMethodForm } from '@/components/auth-methods/method-form';
import { TestConnection } from '@/components/auth-methods/method-actions';
import { ScopeNeeds } from '@/components/auth-methods/scope-needs';
import { DescriptionList, type Description } from '@/components/ui/description-list';
import { DetailLayout, RailSection } from '@/components/ui/detail-layout';
import { TextLink } from '@/components/ui/text-link';
import { Time } from '@/components/ui/time';
import { isProviderId, providerManifests } from '@/lib/integrations/crm/manifests';
import type { MethodDetail } from '@/lib/services/auth-methods/queries';
import { readScopePlan } from '@/lib/services/crms/read-scope-plan';
import { getProviderTranslations, getTranslations } from '@/lib/web/i18n';
import { may } from '@/lib/web/may';
import type { PageInput } from '@/lib/web/search-params';
import { requirePage } from '@/lib/web/session';
import { MethodPage, methodTitle, readMethodPage } from './method-page';

export async function generateMetadata({ params }: PageInput<'id'>) {
  return methodTitle((await params).id);
}

export default async function AuthenticationMethodPage({ params }: PageInput<'id'>) {
  const { id } = await params;
  const ctx = await requirePage('auth-methods.access');
  const { method } = await readMethodPage(id);
  const [t, plan] = await Promise.all([getTranslations('auth-methods'), readScopePlan(ctx, { authMethodId: id })]);
  const { provider, clientSecret } = method;
  if (!isProviderId(provider)) throw new Error(`There is no provider ${provider}.`);
  const mayModify = may(ctx.actor, 'auth-methods.modify');
  return (
    <MethodPage id={id}>
      <DetailLayout
        railLabel={t('rail')}
        rail={<Rail method={method} mayTest={mayModify && method.status === 'enabled'} />}
      >
        <WaitingNotice ctx={ctx} cause={`method:${id}`} isAutomatic={method.status !== 'enabled'} />
        <EditMethodForm
          id={id}
          provider={provider}
          values={{
            name: method.name,
            environment: method.environment,
            clientId: method.clientId,
            requiredScopes: method.requiredScopes,
            optionalScopes: method.optionalScopes,
            version: method.version,
          }}
          storedSecret={clientSecret && { setAt: clientSecret.setAt.toISOString(), setBy: clientSecret.setBy }}
          redirectUris={method.redirectUris}
          isEnabled={method.status === 'enabled'}
          readOnlyReason={mayModify ? undefined : t('readOnly')}
        />
        {plan !== null && (
          <div className="mt-8">
            <ScopeNeeds plan={plan} />
          </div>
        )}
      </DetailLayout>
    </MethodPage>
  );
}

async function Rail({ method, mayTest }: { method: MethodDetail; mayTest: boolean }) {
  const [t, lists, common, h] = await Promise.all([
    getTranslations('auth-methods'),
    getTranslations('lists'),
    getTranslations('common'),
    getProviderTranslations(method.provider),
  ]);
  const { dependents } = method;
  return (
    <>
      {method.portal !== null && (
        <RailSection title={t('connection.title')}>
          <div className="space-y-3">
            <Connection method={method} />
            {mayTest && <TestConnection method={{ id: method.id, name: method.name }} />}
          </div>
        </RailSection>
      )}
      <RailSection title={t('usedBy')}>
        {dependents.length === 0 ? (
          <p>{t('unused')}</p>
        ) : (
          <ul className="space-y-1">
            {dependents.map(({ entityType, id, name, href }) => (
              <li key={id}>
                {href === null ? name : <TextLink href={href}>{name}</TextLink>}{' '}
                <span>{lists(`entities.${entityType}`)}</span>
              </li>
            ))}
          </ul>
        )}
      </RailSection>
      <RailSection title={t('lastChange')}>
        <Time value={method.updatedAt} />
      </RailSection>
      <RailSection title={t('help')}>
        <ul className="space-y-1">
          {isProviderId(method.provider) &&
            providerManifests[method.provider].helpLinks.slice(0, 4).map(({ url, labelKey }) => (
              <li key={url}>
                <TextLink href={url} external externalLabel={common('opensInNewTab')}>
                  {h(labelKey)}
                </TextLink>
              </li>
            ))}
        </ul>
      </RailSection>
    </>
  );
}

async function Connection({ method }: { method: MethodDetail }) {
  const t = await getTranslations('auth-methods');
  const { portal, token, activatedAt, activatedBy, installerEmail } = method;
  const isOn = method.status === 'enabled';
  const items: (Description | false | null)[] = [
    portal && {
      term: t('connection.portal'),
      value: <Lines first={portal.name} second={t('portalId', { id: portal.id })} />,
    },
    activatedAt && {
      term: t('connection.activated'),
      value: (
        <Lines
          first={<Time value={activatedAt} />}
          second={activatedBy === null ? null : t('connection.by', { name: activatedBy })}
        />
      ),
    },
    isOn &&
      installerEmail !== null && {
        term: t('connection.installer'),
        value: <span className="break-all">{installerEmail}</span>,
      },
    isOn && token && token.refreshedAt && { term: t('connection.renewed'), value: <Time value={token.refreshedAt} /> },
    isOn && token && { term: t('connection.until'), value: <Time value={token.expiresAt} /> },
  ];
  return (
    <>
      <DescriptionList items={items.filter((item) => item !== false && item !== null)} />
      {isOn && token && token.failures > 0 && (
        <p className="mt-2 text-warning">
          {t('connection.failing', { count: token.failures })}.{' '}
          {t(`connection.failure.${token.lastFailure === 'credentials_refused' ? 'credentials_refused' : 'other'}`)}
        </p>
      )}
    </>
  );
}

function Lines({ first, second }: { first: ReactNode; second: ReactNode }) {
  return (
    <>
      <span className="block">{first}</span>
      {second !== null && <span className="block text-muted">{second}</span>}
    </>
  );
}
