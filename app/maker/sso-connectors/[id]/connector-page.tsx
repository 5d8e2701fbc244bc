import { notFound } from 'next/navigation';
import { cache, type ReactNode } from 'react';
import { EntityTags } from '@/app/maker/entity-tags';
import { RowMenu } from '@/components/lists/row-menu';
import { ConnectorStatus } from '@/components/sso-connectors/connector-status';
import { PageHeader } from '@/components/ui/page-header';
import { Tabs } from '@/components/ui/tabs';
import { idSchema } from '@/lib/domain/base/validation';
import { readConnector } from '@/lib/services/sso-connectors/queries';
import { getTranslations } from '@/lib/web/i18n';
import { may, rowRights } from '@/lib/web/may';
import { orNull } from '@/lib/web/or-null';
import { requirePage } from '@/lib/web/session';

/** The page's connector, read once per request. */
export const readConnectorPage = cache(async (id: string) => {
  const ctx = await requirePage('sso-connectors.access');
  const connector = idSchema.safeParse(id).success ? await orNull(readConnector(ctx, { id })) : null;
  if (!connector) notFound();
  return { ctx, connector };
});

export async function connectorTitle(id: string): Promise<{ title: string }> {
  return { title: (await readConnectorPage(id)).connector.name };
}

/** Header and tabs of a connector's pages. */
export async function ConnectorPage({ id, children }: { id: string; children: ReactNode }) {
  const { ctx, connector } = await readConnectorPage(id);
  const t = await getTranslations('sso-connectors');
  const { name, enabled, isWorking, type } = connector;
  const href = `/maker/sso-connectors/${id}`;
  return (
    <>
      <PageHeader
        title={name}
        crumb={name}
        status={<ConnectorStatus type={type} enabled={enabled} isWorking={isWorking} />}
        tags={<EntityTags ctx={ctx} kind="sso-connector" id={id} />}
        menu={
          <RowMenu
            entity={{ type: 'sso-connector', id, name }}
            api="/api/sso/connectors"
            href="/maker/sso-connectors"
            can={rowRights(ctx.actor, 'sso-connectors')}
            without={['open']}
            afterDeleteHref="/maker/sso-connectors"
          />
        }
      />
      <Tabs
        label={name}
        tabs={[
          { href, label: t('tabs.settings') },
          { href: `${href}/attempts`, label: t('tabs.attempts') },
          ...(may(ctx.actor, 'history.access') ? [{ href: `${href}/history`, label: t('tabs.history') }] : []),
        ]}
      />
      {children}
    </>
  );
}
