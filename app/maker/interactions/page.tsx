import type { Metadata } from 'next';
import { AssignmentStatus } from '@/components/interactions/assignment-status';
import { LiveRefresh } from '@/components/interactions/live-refresh';
import { EntityTable } from '@/components/lists/entity-table';
import { FilterBar } from '@/components/lists/filter-bar';
import { ListFrame } from '@/components/lists/list-frame';
import { NoMatch } from '@/components/lists/no-match';
import { Pagination } from '@/components/lists/pagination';
import { MessagesScope } from '@/components/shell/messages-scope';
import { EmptyState } from '@/components/ui/empty-state';
import { LinkButton } from '@/components/ui/link-button';
import { PageHeader } from '@/components/ui/page-header';
import { TextLink } from '@/components/ui/text-link';
import { Time } from '@/components/ui/time';
import { PAGE_SIZE } from '@/lib/domain/limits';
import { listInteractions } from '@/lib/services/interactions/queries';
import { getMessages, getTranslations } from '@/lib/web/i18n';
import { oneParam, readListQuery, type SearchParams } from '@/lib/web/search-params';
import { requirePage } from '@/lib/web/session';

export const metadata: Metadata = { title: 'Interactions' };

const STATES = ['pending', 'logged', 'failed', 'skipped'] as const;
const CHANNELS = ['voice', 'email', 'messaging'] as const;
const DIRECTIONS = ['incoming', 'outgoing'] as const;

export default async function InteractionsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const ctx = await requirePage('interactions.access');
  const params = await searchParams;
  const { q, page } = readListQuery(params);
  const [t, messages, list] = await Promise.all([
    getTranslations('interactions'),
    getMessages(['interactions']),
    listInteractions(ctx, {
      search: q,
      page,
      ...pick('state', STATES.find((state) => state === oneParam(params, 'state'))),
      ...pick('channel', CHANNELS.find((channel) => channel === oneParam(params, 'channel'))),
      ...pick('direction', DIRECTIONS.find((direction) => direction === oneParam(params, 'direction'))),
    }),
  ]);
  const isMoving = list.items.some((item) => item.assignments.some(({ state }) => state === 'pending' || state === 'sending'));

  return (
    <MessagesScope messages={messages}>
      <PageHeader title={t('title')} description={t('purpose')} />
      {isMoving && <LiveRefresh everyMs={3000} />}
      {list.total === 0 ? (
        <EmptyState title={t('empty')} description={t('emptyText')} action={<LinkButton href="/maker/settings/api-keys">{t('emptyAction')}</LinkButton>} />
      ) : (
        <ListFrame>
          <FilterBar
            searchLabel={t('search')}
            total={list.matching}
            filters={[
              { name: 'state', label: t('written'), options: STATES.map((value) => ({ value, label: t(`assignment.${value}`) })) },
              { name: 'channel', label: t('channel'), options: CHANNELS.map((value) => ({ value, label: t(`channels.${value}`) })) },
              { name: 'direction', label: t('direction'), options: DIRECTIONS.map((value) => ({ value, label: t(`directions.${value}`) })) },
            ]}
          />
          {list.items.length === 0 ? (
            <NoMatch />
          ) : (
            <EntityTable
              caption={t('title')}
              rows={list.items}
              getKey={(item) => item.id}
              getHref={(item) => `/maker/interactions/${item.id}`}
              columns={[
                { key: 'who', header: t('customer'), cell: (item) => item.customer.withheld ? t('withheld') : (item.customer.number ?? item.customer.email ?? item.customer.handle ?? '–') },
                { key: 'what', header: t('what'), cell: (item) => t('line', { channel: item.channel, direction: item.direction }) },
                { key: 'card', header: t('card'), cell: (item) => item.cards[0]?.title ?? '–' },
                { key: 'agent', header: t('agent'), cell: (item) => item.agent?.name ?? '–' },
                { key: 'state', header: t('state'), cell: (item) => t(`states.${item.state}`) },
                {
                  key: 'written',
                  header: t('written'),
                  cell: (item) => (item.assignments.length === 0 ? '–' : item.assignments.map((assignment) => <AssignmentStatus key={assignment.id} assignment={assignment} />)),
                },
                { key: 'at', header: t('startedAt'), cell: (item) => <Time value={item.startedAt} /> },
              ]}
            />
          )}
          <Pagination page={page} pageSize={PAGE_SIZE} total={list.matching} />
        </ListFrame>
      )}
      <p className="mt-4 text-sm text-muted">
        {t('promise')} <TextLink href="/maker/history">{t('historyLink')}</TextLink>
      </p>
    </MessagesScope>
  );
}

function pick<K extends string, V>(name: K, value: V | undefined): Partial<Record<K, V>> {
  const picked: Partial<Record<K, V>> = {};
  if (value !== undefined) picked[name] = value;
  return picked;
}
