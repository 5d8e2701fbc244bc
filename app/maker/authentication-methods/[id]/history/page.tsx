import { HistoryPanel } from '@/components/lists/history-panel';
import { TextLink } from '@/components/ui/text-link';
import { listHistory } from '@/lib/services/history/queries';
import { getTranslations } from '@/lib/web/i18n';
import { historyItems } from '@/lib/web/history-items';
import type { PageInput } from '@/lib/web/search-params';
import { requirePage } from '@/lib/web/session';
import { MethodPage, methodTitle } from '../method-page';

export async function generateMetadata({ params }: PageInput<'id'>) {
  return methodTitle((await params).id);
}

export default async function AuthenticationMethodHistoryPage({ params }: PageInput<'id'>) {
  const { id } = await params;
  const ctx = await requirePage('history.access');
  const { items, nextCursor } = await listHistory(ctx, { entityType: 'auth-method', entityId: id });
  const lists = await getTranslations('lists');
  return (
    <MethodPage id={id}>
      <div className="mt-6 max-w-3xl">
        <HistoryPanel items={historyItems(items)} />
        {nextCursor !== null && (
          <p className="mt-4">
            <TextLink href={`/maker/history?entityType=auth-method&entityId=${id}`}>{lists('history.all')}</TextLink>
          </p>
        )}
      </div>
    </MethodPage>
  );
}
