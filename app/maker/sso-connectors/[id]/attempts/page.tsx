import { AttemptList } from '@/components/sign-in-attempts/attempt-list';
import { ATTEMPT_RESULTS } from '@/lib/domain/people/sso';
import { listConnectorAttempts } from '@/lib/services/sign-in-attempts/queries';
import { getTranslations } from '@/lib/web/i18n';
import { may } from '@/lib/web/may';
import { oneParam, readListQuery, type PageInput } from '@/lib/web/search-params';
import { requirePage } from '@/lib/web/session';
import { ConnectorPage, connectorTitle, readConnectorPage } from '../connector-page';

export async function generateMetadata({ params }: PageInput<'id'>) {
  return connectorTitle((await params).id);
}

export default async function ConnectorAttemptsPage({ params, searchParams }: PageInput<'id'>) {
  const { id } = await params;
  const query = await searchParams;
  const { page } = readListQuery(query);
  const ctx = await requirePage('sso-connectors.access');
  const { connector } = await readConnectorPage(id);
  const result = ATTEMPT_RESULTS.find((known) => known === oneParam(query, 'result'));
  const [t, attempts] = await Promise.all([
    getTranslations('sso-connectors'),
    listConnectorAttempts(ctx, {
      connectorId: id,
      page,
      ...(result === undefined ? {} : { allowed: result === 'allowed' }),
    }),
  ]);
  return (
    <ConnectorPage id={id}>
      <div className="mt-6 space-y-4">
        {attempts.matching === 0 && result === undefined ? (
          <div className="max-w-prose space-y-2">
            <p>{t('attempts.none')}</p>
            {connector.type === 'hubspot' && <p className="text-muted">{t('permission.text')}</p>}
          </div>
        ) : (
          <AttemptList
            rows={attempts.items}
            matching={attempts.matching}
            page={page}
            about="connector"
            linksUsers={may(ctx.actor, 'users.access')}
          />
        )}
      </div>
    </ConnectorPage>
  );
}
