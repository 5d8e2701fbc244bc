import { HistoryPanel } from '@/components/lists/history-panel';
import { TextLink } from '@/components/ui/text-link';
import { listHistory } from '@/lib/services/history/queries';
import { getTranslations } from '@/lib/web/i18n';
import { historyItems } from '@/lib/web/history-items';
import type { PageInput } from '@/lib/web/search-params';
import { requirePage } from '@/lib/web/session';
import { UserPage, userTitle } from '../user-page';

export async function generateMetadata({ params }: PageInput<'id'>) {
  return userTitle((await params).id);
}

export default async function UserHistoryPage({ params }: PageInput<'id'>) {
  const { id } = await params;
  const ctx = await requirePage('history.access');
  const { items, nextCursor } = await listHistory(ctx, { entityType: 'user', entityId: id });
  const lists = await getTranslations('lists');
  return (
    <UserPage id={id}>
      <div className="mt-6 max-w-3xl">
        <HistoryPanel items={historyItems(items)} />
        {nextCursor !== null && (
          <p className="mt-4">
            <TextLink href={`/maker/history?entityType=user&entityId=${id}`}>{lists('history.all')}</TextLink>
          </p>
        )}
      </div>
    </UserPage>
  );
}
