import { FilterBar } from '@/components/lists/filter-bar';
import { ListFrame } from '@/components/lists/list-frame';
import { NoMatch } from '@/components/lists/no-match';
import { Pagination } from '@/components/lists/pagination';
import { AttemptTable } from '@/components/people/attempt-table';
import { PAGE_SIZE } from '@/lib/domain/limits';
import { listConnectorAttempts } from '@/lib/services/sign-in-attempts/queries';
import { getTranslations } from '@/lib/web/i18n';
import { may } from '@/lib/web/may';
import { oneParam, readListQuery, type PageInput } from '@/lib/web/search-params';
import { requirePage } from '@/lib/web/session';
import { ConnectorPage, connectorTitle, readConnectorPage } from '../connector-page';

export async function generateMetadata({ params }: PageInput<'id'>) {
  return connectorTitle((await params).id);
}

const RESULTS = ['allowed', 'refused'] as const;

export default async function ConnectorAttemptsPage({ params, searchParams }: PageInput<'id'>) {
  const { id } = await params;
  const query = await searchParams;
  const { page } = readListQuery(query);
  const ctx = await requirePage('sso-connectors.access');
  await readConnectorPage(id);
  const result = RESULTS.find((known) => known === oneParam(query, 'result'));
  const [t, attempts] = await Promise.all([
    getTranslations('sso-connectors'),
    listConnectorAttempts(ctx, { connectorId: id, page, ...(result === undefined ? {} : { allowed: result === 'allowed' }) }),
  ]);
  return (
    <ConnectorPage id={id}>
      <div className="mt-6 space-y-4">
        {attempts.matching === 0 && result === undefined ? (
          <div className="max-w-prose space-y-2">
            <p>{t('attempts.none')}</p>
            <p className="text-muted">{t('permission.text')}</p>
          </div>
        ) : (
          <ListFrame>
            <FilterBar total={attempts.matching} filters={[{ name: 'result', label: t('attempts.filter'), options: RESULTS.map((value) => ({ value, label: t(`attempts.${value}`) })) }]} />
            {attempts.items.length === 0 ? <NoMatch /> : <AttemptTable rows={attempts.items} about="connector" linksUsers={may(ctx.actor, 'users.access')} />}
            <Pagination page={page} pageSize={PAGE_SIZE} total={attempts.matching} />
          </ListFrame>
        )}
      </div>
    </ConnectorPage>
  );
}
