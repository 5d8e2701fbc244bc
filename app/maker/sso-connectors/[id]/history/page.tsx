import { HistoryPanel } from '@/components/lists/history-panel';
import { TextLink } from '@/components/ui/text-link';
import { listHistory } from '@/lib/services/history/queries';
import { getTranslations } from '@/lib/web/i18n';
import { historyItems } from '@/lib/web/history-items';
import type { PageInput } from '@/lib/web/search-params';
import { requirePage } from '@/lib/web/session';
import { ConnectorPage, connectorTitle } from '../connector-page';

export async function generateMetadata({ params }: PageInput<'id'>) {
  return connectorTitle((await params).id);
}

export default async function ConnectorHistoryPage({ params }: PageInput<'id'>) {
  const { id } = await params;
  const ctx = await requirePage('history.access');
  const { items, nextCursor } = await listHistory(ctx, { entityType: 'sso-connector', entityId: id });
  const lists = await getTranslations('lists');
  return (
    <ConnectorPage id={id}>
      <div className="mt-6 max-w-3xl">
        <HistoryPanel items={historyItems(items)} />
        {nextCursor !== null && (
          <p className="mt-4">
            <TextLink href={`/maker/history?entityType=sso-connector&entityId=${id}`}>{lists('history.all')}</TextLink>
          </p>
        )}
      </div>
    </ConnectorPage>
  );
}
