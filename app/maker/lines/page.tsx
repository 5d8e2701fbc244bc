import { WaitingNotice } from '@/app/maker/waiting-notice';
import { LineDefaultForm } from '@/components/lines/default-form';
import { columnSort } from '@/components/lists/column-sort';
import { ModuleList } from '@/components/lists/module-list';
import { RowMenu } from '@/components/lists/row-menu';
import { tagColumns, tagFilters } from '@/components/lists/tag-list';
import { Card } from '@/components/ui/card';
import { TextLink } from '@/components/ui/text-link';
import { Time } from '@/components/ui/time';
import { LIMITS } from '@/lib/domain/base/limits';
import { readSort } from '@/lib/domain/base/sort';
import { LINE_KINDS, LINE_SORTS } from '@/lib/domain/interaction/line';
import { listLineProfiles, listLines, readLineDefault } from '@/lib/services/lines/queries';
import { listTagChoices } from '@/lib/services/tags/queries';
import { getTranslations } from '@/lib/web/i18n';
import { may, rowRights } from '@/lib/web/may';
import { idsParam, oneParam, readListQuery, type PageInput } from '@/lib/web/search-params';
import { requirePage } from '@/lib/web/session';

export async function generateMetadata() {
  return { title: (await getTranslations('lines'))('title') };
}

export default async function LinesPage({ searchParams }: PageInput) {
  const ctx = await requirePage('lines.access');
  const params = await searchParams;
  const { q, page } = readListQuery(params);
  const [t, lists, tags, profiles, byDefault, list] = await Promise.all([
    getTranslations('lines'),
    getTranslations('lists'),
    listTagChoices(ctx, { kind: 'line' }),
    listLineProfiles(ctx),
    readLineDefault(ctx),
    listLines(ctx, {
      search: q,
      page,
      kind: LINE_KINDS.find((kind) => kind === oneParam(params, 'kind')),
      tagIds: idsParam(params, 'tag'),
      sort: readSort(LINE_SORTS, oneParam(params, 'sort')),
    }),
  ]);
  const otherwise = byDefault.profile?.name;
  return (
    <>
      <ModuleList
        path="lines"
        t={t}
        list={list}
        limit={LIMITS.lines}
        page={page}
        canCreate={may(ctx.actor, 'lines.create')}
        next={
          may(ctx.actor, 'api-keys.access') && <TextLink href="/maker/settings/api-keys">{t('empty.next')}</TextLink>
        }
        filters={[
          {
            name: 'kind',
            label: t('kind'),
            options: LINE_KINDS.map((kind) => ({ value: kind, label: t(`kinds.${kind}`) })),
          },
          ...tagFilters(lists('tags.title'), tags),
        ]}
        columns={[
          { key: 'name', header: t('name'), cell: (line) => line.name, sort: columnSort(params, 'name', 'name') },
          { key: 'kind', header: t('kind'), cell: (line) => t(`kinds.${line.kind}`) },
          { key: 'value', header: t('value'), cell: (line) => line.value },
          {
            key: 'profile',
            header: t('profile'),
            cell: (line) =>
              line.profile?.name ?? (
                <span className="text-muted">
                  {otherwise === undefined ? t('noProfile') : t('byDefault', { profile: otherwise })}
                </span>
              ),
          },
          { key: 'interactions', header: t('interactions'), cell: (line) => line.interactions, align: 'right' },
          {
            key: 'seen',
            header: t('lastSeen'),
            cell: (line) => (line.lastSeenAt === null ? t('neverSeen') : <Time value={line.lastSeenAt} />),
          },
          ...tagColumns<(typeof list.items)[number]>(lists('tags.title'), tags),
          {
            key: 'changed',
            header: t('changed'),
            cell: (line) => <Time value={line.updatedAt} />,
            sort: columnSort(params, 'changed', 'name'),
          },
        ]}
        menuHeader={t('actions')}
        menu={({ id, name }) => (
          <RowMenu
            entity={{ type: 'line', id, name }}
            api="/api/lines"
            href="/maker/lines"
            can={rowRights(ctx.actor, 'lines')}
            without={['duplicate', 'dependencies']}
            deleteConsequence={t('deleteConsequence')}
          />
        )}
      />
      <div className="mt-6">
        <WaitingNotice ctx={ctx} cause="lines" />
      </div>
      <Card title={t('default.title')} description={t('default.text')}>
        <LineDefaultForm
          values={{ profileId: byDefault.profile?.id ?? null, version: byDefault.version }}
          profiles={profiles}
          readOnlyReason={may(ctx.actor, 'lines.modify') ? undefined : t('readOnly')}
        />
      </Card>
    </>
  );
}
