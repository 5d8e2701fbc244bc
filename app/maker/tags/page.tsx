import { Tags } from 'lucide-react';
import { columnSort } from '@/components/lists/column-sort';
import { EntityTable } from '@/components/lists/entity-table';
import { FilterBar } from '@/components/lists/filter-bar';
import { ListFrame } from '@/components/lists/list-frame';
import { NoMatch } from '@/components/lists/no-match';
import { Pagination } from '@/components/lists/pagination';
import { RowMenu } from '@/components/lists/row-menu';
import { EmptyState } from '@/components/ui/empty-state';
import { LinkButton } from '@/components/ui/link-button';
import { PageHeader } from '@/components/ui/page-header';
import { Tag } from '@/components/ui/tag';
import { TextLink } from '@/components/ui/text-link';
import { Time } from '@/components/ui/time';
import { PAGE_SIZE } from '@/lib/domain/limits';
import { readSort } from '@/lib/domain/sort';
import { TAG_SORTS } from '@/lib/domain/tag';
import { listTags } from '@/lib/services/tags/queries';
import { getTranslations } from '@/lib/web/i18n';
import { may, rowRights } from '@/lib/web/may';
import { oneParam, readListQuery, type PageInput } from '@/lib/web/search-params';
import { requirePage } from '@/lib/web/session';

export async function generateMetadata() {
  return { title: (await getTranslations('tags'))('title') };
}

export default async function TagsPage({ searchParams }: PageInput) {
  const ctx = await requirePage('tags.access');
  const params = await searchParams;
  const { q, page } = readListQuery(params);
  const [t, { items, matching, total, limit }] = await Promise.all([getTranslations('tags'), listTags(ctx, { search: q, page, sort: readSort(TAG_SORTS, oneParam(params, 'sort')) })]);
  const can = rowRights(ctx.actor, 'tags');
  const create = may(ctx.actor, 'tags.create') && (
    <LinkButton href="/maker/tags/new" variant="primary">
      {t('create')}
    </LinkButton>
  );
  return (
    <>
      <PageHeader title={t('title')} description={t('purpose')} quota={t('quota', { total, limit })} action={create} />
      {total === 0 ? (
        <EmptyState
          icon={Tags}
          title={t('empty.title')}
          description={t('empty.text')}
          action={create}
          next={may(ctx.actor, 'users.access') && <TextLink href="/maker/users">{t('empty.next')}</TextLink>}
        />
      ) : (
        <ListFrame>
          <FilterBar searchLabel={t('search')} total={matching} />
          {items.length === 0 ? (
            <NoMatch />
          ) : (
            <EntityTable
              caption={t('title')}
              columns={[
                { key: 'name', header: t('name'), cell: (tag) => <Tag name={tag.name} colour={tag.colour} className="max-w-full" />, sort: columnSort(params, 'name', 'name') },
                { key: 'uses', header: t('uses'), cell: (tag) => t('useCount', { count: tag.uses }) },
                { key: 'changed', header: t('changed'), cell: (tag) => <Time value={tag.updatedAt} />, sort: columnSort(params, 'changed', 'name') },
              ]}
              rows={items}
              getKey={(tag) => tag.id}
              getHref={(tag) => `/maker/tags/${tag.id}`}
              menuHeader={t('menuColumn')}
              menu={({ id, name, version }) => (
                <RowMenu entity={{ type: 'tag', id, name, version }} api="/api/tags" href="/maker/tags" can={can} without={['duplicate', 'tags']} />
              )}
            />
          )}
          <Pagination page={page} pageSize={PAGE_SIZE} total={matching} />
        </ListFrame>
      )}
    </>
  );
}
