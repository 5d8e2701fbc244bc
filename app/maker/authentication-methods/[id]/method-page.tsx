import { notFound } from 'next/navigation';
import { cache, type ReactNode } from 'react';
import { EntityTags } from '@/app/maker/entity-tags';
import { ActivateButton, ActivationPanel, ActivationProvider } from '@/components/auth-methods/activation';
import { DeactivateButton } from '@/components/auth-methods/method-actions';
import { MethodStatus } from '@/components/auth-methods/method-status';
import { RowMenu } from '@/components/lists/row-menu';
import { PageHeader } from '@/components/ui/page-header';
import { Tabs } from '@/components/ui/tabs';
import { idSchema } from '@/lib/domain/base/validation';
import { readMethod, readPendingActivation } from '@/lib/services/auth-methods/queries';
import { getTranslations } from '@/lib/web/i18n';
import { may, rowRights } from '@/lib/web/may';
import { orNull } from '@/lib/web/or-null';
import { requirePage } from '@/lib/web/session';

/** The page's method, read once per request. */
export const readMethodPage = cache(async (id: string) => {
  const ctx = await requirePage('auth-methods.access');
  const method = idSchema.safeParse(id).success ? await orNull(readMethod(ctx, { id })) : null;
  if (!method) notFound();
  return { ctx, method };
});

export async function methodTitle(id: string): Promise<{ title: string }> {
  return { title: (await readMethodPage(id)).method.name };
}

/** Header and tabs of a method's pages. */
export async function MethodPage({ id, children }: { id: string; children: ReactNode }) {
  const { ctx, method } = await readMethodPage(id);
  const [t, lists, flow] = await Promise.all([
    getTranslations('auth-methods'),
    getTranslations('lists'),
    readPendingActivation(ctx, { id }),
  ]);
  const href = `/maker/authentication-methods/${id}`;
  const mayModify = may(ctx.actor, 'auth-methods.modify');
  const { name, version, dependents } = method;
  const isEnabled = method.status === 'enabled';
  return (
    <ActivationProvider methodId={id} pendingActivationId={mayModify && flow ? flow.id : null}>
      <PageHeader
        title={name}
        crumb={name}
        status={
          <>
            <MethodStatus state={method} isRefreshFailing={(method.token?.failures ?? 0) > 0} full={method} />
            {method.status === 'disabled' && dependents.length > 0 && (
              <p className="mt-1 max-w-prose text-muted">{t('effect', { count: dependents.length })}</p>
            )}
          </>
        }
        tags={<EntityTags ctx={ctx} kind="auth-method" id={id} />}
        action={
          <>
            {mayModify && <ActivateButton isEnabled={isEnabled} />}
            {mayModify && isEnabled && (
              <DeactivateButton
                method={{ id, name, version }}
                dependents={dependents.map(({ entityType, name: dependent, href }) => ({
                  kind: lists(`entities.${entityType}`),
                  name: dependent,
                  href,
                }))}
              />
            )}
          </>
        }
        menu={
          <RowMenu
            entity={{ type: 'auth-method', id, name }}
            api="/api/authclients"
            href="/maker/authentication-methods"
            can={rowRights(ctx.actor, 'auth-methods')}
            without={['open']}
            afterDeleteHref="/maker/authentication-methods"
          />
        }
      />
      <div className="mb-5 max-w-200 empty:hidden">
        <ActivationPanel
          can={{ createConnector: may(ctx.actor, 'sso-connectors.create'), createCrm: may(ctx.actor, 'crm.create') }}
        />
      </div>
      {may(ctx.actor, 'history.access') && (
        <Tabs
          label={t('tabs.label', { name })}
          tabs={[
            { href, label: t('tabs.settings') },
            { href: `${href}/history`, label: t('tabs.history') },
          ]}
        />
      )}
      {children}
    </ActivationProvider>
  );
}
