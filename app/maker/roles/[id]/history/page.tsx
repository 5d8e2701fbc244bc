import { HistoryPanel } from '@/components/lists/history-panel';
import { TextLink } from '@/components/ui/text-link';
import { listHistory } from '@/lib/services/history/queries';
import { historyItems } from '@/lib/web/history-items';
import { getTranslations } from '@/lib/web/i18n';
import type { PageInput } from '@/lib/web/search-params';
import { requirePage } from '@/lib/web/session';
import { RolePage, roleTitle } from '../role-page';

export async function generateMetadata({ params }: PageInput<'id'>) {
  return roleTitle((await params).id);
}

export default async function RoleHistoryPage({ params }: PageInput<'id'>) {
  const { id } = await params;
  const ctx = await requirePage('history.access');
  const [{ items, nextCursor }, lists] = await Promise.all([
    listHistory(ctx, { entityType: 'role', entityId: id }),
    getTranslations('lists'),
  ]);
  return (
    <RolePage id={id}>
      <div className="mt-6 max-w-3xl">
        <HistoryPanel items={historyItems(items)} />
        {nextCursor !== null && (
          <p className="mt-4">
            <TextLink href={`/maker/history?entityType=role&entityId=${id}`}>{lists('history.all')}</TextLink>
          </p>
        )}
      </div>
    </RolePage>
  );
}
