import { nameOf } from '@/components/banner/interaction-words';
import { LedgerStatus } from '@/components/interactions/ledger-status';
import { BatchBar } from '@/components/interactions/batch-bar';
import { SelectRow, Selection } from '@/components/interactions/selection';
import { Callout } from '@/components/ui/callout';
import { may } from '@/lib/web/may';
import { LiveRefresh } from '@/components/interactions/live-refresh';
import { columnSort } from '@/components/lists/column-sort';
import { EntityTable } from '@/components/lists/entity-table';
import { FilterBar } from '@/components/lists/filter-bar';
import { ListPage } from '@/components/lists/list-page';
import { MessagesScope } from '@/components/shell/messages-scope';
import { MENU_ICONS } from '@/components/shell/menu-icons';
import { LinkButton } from '@/components/ui/link-button';
import { TextLink } from '@/components/ui/text-link';
import { Time } from '@/components/ui/time';
import { causeParts, causeSchema } from '@/lib/domain/interaction/cause';
import { CHANNELS, DIRECTIONS } from '@/lib/domain/interaction/interaction';
import { LEDGER_SORTS } from '@/lib/domain/answers/interaction';
import type { BatchAction } from '@/lib/domain/interaction/batch-actions';
import { actionsOf } from '@/lib/domain/interaction/batch-actions';
import { LEDGER_STATES } from '@/lib/domain/interaction/ledger';
import { RESULTS } from '@/lib/domain/interaction/state';
import { readSort } from '@/lib/domain/base/sort';
import {
  readDoable,
  listInteractionFilters,
  listInteractions,
  readInteractionBatch,
} from '@/lib/services/interactions/queries';
import { getMessages, getTimeZone, getTranslations } from '@/lib/web/i18n';
import { idParam, oneParam, periodParams, readListQuery, type SearchParams } from '@/lib/web/search-params';
import { requirePage } from '@/lib/web/session';

export async function generateMetadata() {
  return { title: (await getTranslations('interactions'))('title') };
}

const NOTHING: Record<BatchAction, number> = { retry: 0, exclude: 0, resume: 0 };

export default async function InteractionsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const ctx = await requirePage('interactions.access');
  const params = await searchParams;
  const { q, page } = readListQuery(params);
  const period = periodParams(params, (await getTimeZone()).zone);
  const filter = {
    search: q,
    channel: CHANNELS.find((channel) => channel === oneParam(params, 'channel')),
    direction: DIRECTIONS.find((direction) => direction === oneParam(params, 'direction')),
    result: RESULTS.find((result) => result === oneParam(params, 'result')),
    agentId: idParam(params, 'agent'),
    lineId: idParam(params, 'line'),
    queueId: idParam(params, 'queue'),
    waitsFor: causeSchema.safeParse(oneParam(params, 'waits')).data,
  };
  const state = LEDGER_STATES.find((value) => value === oneParam(params, 'state'));
  const [t, lists, messages, choices, batch, doable, list] = await Promise.all([
    getTranslations('interactions'),
    getTranslations('lists'),
    getMessages(['interactions']),
    listInteractionFilters(ctx),
    readInteractionBatch(ctx),
    may(ctx.actor, 'interactions.modify') ? readDoable(ctx, { ...filter, ...period, state }) : NOTHING,
    listInteractions(ctx, {
      ...filter,
      ...period,
      page,
      state,
      sort: readSort(LEDGER_SORTS, oneParam(params, 'sort')),
    }),
  ]);
  const agentOf = ({ agent, participations }: (typeof list.items)[number]) => {
    const [first] = participations;
    return agent?.name ?? (first ? t('unknownAgent', { agent: first.agent }) : null);
  };
  const whoOf = (item: (typeof list.items)[number]) =>
    nameOf(item, ctx.config.defaultCountry) ?? t(item.customer.withheld ? 'withheld' : 'unknownCustomer');
  const running = batch.run?.finishedAt === null ? batch.run : null;
  const canAct = running === null && Object.values(doable).some((count) => count > 0);
  const isMoving = running !== null || list.items.some(({ ledger }) => ledger.state === 'waiting');
  // What is written into the request: nothing that isn't filtered by.
  const sent: Record<string, string> = {};
  for (const [key, value] of Object.entries({
    ...filter,
    state,
    from: period.from?.toISOString(),
    to: period.to?.toISOString(),
  }))
    if (value !== undefined && value !== '') sent[key] = value;
  const named = (rows: readonly { id: string; name: string }[]) =>
    rows.map(({ id, name }) => ({ value: id, label: name }));

  const toApiKeys = (
    <LinkButton href="/maker/settings/api-keys" variant="primary">
      {t('emptyAction')}
    </LinkButton>
  );
  return (
    <MessagesScope messages={messages}>
      {isMoving && <LiveRefresh everyMs={3000} />}
      {running !== null && (
        <Callout
          className="mb-5"
          title={t(`batch.running.${running.action}`, { done: running.done, total: running.total })}
        >
          {t('batch.runningText')}
        </Callout>
      )}
      {filter.waitsFor !== undefined && (
        <Callout
          className="mb-5"
          title={t('waiting.filter', { cause: causeParts(filter.waitsFor).kind })}
          action={<TextLink href="/maker/interactions?state=needs_administrator">{t('waiting.showAll')}</TextLink>}
        />
      )}
      <ListPage
        title={t('title')}
        description={t('purpose')}
        empty={
          list.total > 0
            ? null
            : { icon: MENU_ICONS.interactions, title: t('empty'), text: t('emptyText'), action: toApiKeys }
        }
        filterBar={
          <FilterBar
            searchLabel={t('search')}
            total={list.matching}
            filters={[
              {
                name: 'state',
                label: t('written'),
                options: LEDGER_STATES.map((value) => ({ value, label: t(`ledger.${value}`) })),
              },
              {
                name: 'result',
                label: t('result'),
                options: RESULTS.map((value) => ({ value, label: t(`results.${value}`) })),
              },
              { name: 'agent', label: t('agent'), options: named(choices.agents) },
              { name: 'queue', label: t('queue'), options: named(choices.queues) },
              { name: 'line', label: t('ourNumber'), options: named(choices.numbers) },
              {
                name: 'channel',
                label: t('channel'),
                options: CHANNELS.map((value) => ({ value, label: t(`channels.${value}`) })),
              },
              {
                name: 'direction',
                label: t('direction'),
                options: DIRECTIONS.map((value) => ({ value, label: t(`directions.${value}`) })),
              },
              { name: 'from', label: lists('period.from'), kind: 'date' },
              { name: 'to', label: lists('period.to'), kind: 'date' },
            ]}
          />
        }
        shown={list.items.length}
        pages={{ page, matching: list.matching }}
      >
        <Selection
          rows={
            canAct
              ? list.items.map((item) => ({
                  id: item.id,
                  who: whoOf(item),
                  at: item.startedAt,
                  actions: actionsOf(item),
                }))
              : []
          }
        >
          {canAct && <BatchBar filter={sent} found={doable} />}
          <EntityTable
            caption={t('title')}
            rows={list.items}
            getKey={(item) => item.id}
            select={canAct ? (item) => <SelectRow id={item.id} /> : undefined}
            getHref={(item) => `/maker/interactions/${item.id}`}
            columns={[
              {
                key: 'who',
                header: t('customer'),
                cell: whoOf,
              },
              {
                key: 'what',
                header: t('what'),
                cell: (item) => t('line', { channel: item.channel, direction: item.direction }),
              },
              { key: 'card', header: t('card'), cell: (item) => item.cards[0]?.title ?? t('noCard') },
              { key: 'agent', header: t('agent'), cell: (item) => agentOf(item) ?? t('noAgent') },
              { key: 'state', header: t('state'), cell: (item) => t(`states.${item.state}`) },
              {
                key: 'written',
                header: t('written'),
                cell: ({ ledger }) => <LedgerStatus ledger={ledger} />,
              },
              {
                key: 'at',
                header: t('startedAt'),
                cell: (item) => <Time value={item.startedAt} />,
                sort: columnSort(params, 'at', '-at'),
              },
            ]}
          />
        </Selection>
      </ListPage>
      {list.total > 0 && (
        <p className="mt-4 text-sm text-muted">
          {t('promise')} <TextLink href="/maker/history">{t('historyLink')}</TextLink>
        </p>
      )}
    </MessagesScope>
  );
}
