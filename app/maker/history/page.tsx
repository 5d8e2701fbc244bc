import { cutText } from '@/lib/domain/base/cut-text';
import { FilterBar } from '@/components/lists/filter-bar';
import { HistoryPanel } from '@/components/lists/history-panel';
import { ListFrame } from '@/components/lists/list-frame';
import { NoMatch } from '@/components/lists/no-match';
import { MENU_ICONS } from '@/components/shell/menu-icons';
import { Card } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { LinkButton } from '@/components/ui/link-button';
import { PageHeader } from '@/components/ui/page-header';
import { TextLink } from '@/components/ui/text-link';
import { listHistoryActors, isCursor, listHistory, type HistoryFilter } from '@/lib/services/history/queries';
import { historyItems } from '@/lib/web/history-items';
import { getTimeZone, getTranslations } from '@/lib/web/i18n';
import { oneParam, periodParams, type PageInput, type SearchParams } from '@/lib/web/search-params';
import { requirePage } from '@/lib/web/session';
import { ENTITY_KEYS } from '@/lib/domain/base/modules';

export async function generateMetadata() {
  return { title: (await getTranslations('history'))('title') };
}

export default async function HistoryPage({ searchParams }: PageInput) {
  const ctx = await requirePage('history.access');
  const params = await searchParams;
  const [t, lists, { zone }] = await Promise.all([getTranslations('history'), getTranslations('lists'), getTimeZone()]);
  const filter = filterOf(params, zone);
  const [{ items, nextCursor }, actors] = await Promise.all([listHistory(ctx, filter), listHistoryActors(ctx)]);
  const isFiltered = Object.values(filter).some((value) => value !== undefined);
  const only = filter.entityId === undefined ? undefined : items[0]?.entityName;
  return (
    <>
      <PageHeader
        title={t('title')}
        description={t('purpose')}
        action={<LinkButton href="/maker/history/verification">{t('verify.link')}</LinkButton>}
      />
      {items.length === 0 && !isFiltered ? (
        <EmptyState icon={MENU_ICONS.history} title={t('empty.title')} description={t('empty.text')} />
      ) : (
        <ListFrame>
          <FilterBar
            total={items.length}
            filters={[
              {
                name: 'entityType',
                label: t('entity'),
                options: ENTITY_KEYS.map((value) => ({ value, label: lists(`entities.${value}`) })),
              },
              {
                name: 'actorId',
                label: t('actor'),
                options: actors.map(({ id, name }) => ({ value: id, label: name })),
              },
              { name: 'from', label: lists('period.from'), kind: 'date' },
              { name: 'to', label: lists('period.to'), kind: 'date' },
            ]}
          />
          {only !== undefined && (
            <p className="text-sm text-muted">
              {t('about', { name: only })} · <TextLink href="/maker/history">{t('aboutAll')}</TextLink>
            </p>
          )}
          {items.length === 0 ? (
            <NoMatch />
          ) : (
            <Card className="max-w-4xl">
              <HistoryPanel items={historyItems(items)} showEntity />
            </Card>
          )}
          <div className="flex flex-wrap gap-2">
            {filter.cursor !== undefined && <LinkButton href={hrefOf(params, null)}>{t('newest')}</LinkButton>}
            {nextCursor !== null && <LinkButton href={hrefOf(params, nextCursor)}>{t('older')}</LinkButton>}
          </div>
        </ListFrame>
      )}
    </>
  );
}

/** The filters in the URL; invalid values are ignored. */
function filterOf(params: SearchParams, zone: string): HistoryFilter {
  const text = (name: string) => cutText(oneParam(params, name) ?? '', 100) || undefined;
  const cursor = text('cursor');
  return {
    entityType: ENTITY_KEYS.find((entity) => entity === text('entityType')),
    entityId: text('entityId'),
    actorId: text('actorId'),
    ...periodParams(params, zone),
    cursor: cursor !== undefined && isCursor(cursor) ? cursor : undefined,
  };
}

/** The same filters at another position in the list. */
function hrefOf(params: SearchParams, cursor: string | null): string {
  const query = new URLSearchParams();
  for (const name of ['entityType', 'entityId', 'actorId', 'from', 'to']) {
    const value = oneParam(params, name);
    if (value) query.set(name, value);
  }
  if (cursor !== null) query.set('cursor', cursor);
  return `/maker/history?${query.toString()}`;
}
