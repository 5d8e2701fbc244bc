import { columnSort } from '@/components/lists/column-sort';
import { ModuleList } from '@/components/lists/module-list';
import { RowMenu } from '@/components/lists/row-menu';
import { Tag } from '@/components/ui/tag';
import { TextLink } from '@/components/ui/text-link';
import { Time } from '@/components/ui/time';
import { readSort } from '@/lib/domain/base/sort';
import { TAG_SORTS } from '@/lib/domain/base/tag';
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
  const [t, list] = await Promise.all([
    getTranslations('tags'),
    listTags(ctx, { search: q, page, sort: readSort(TAG_SORTS, oneParam(params, 'sort')) }),
  ]);
  const can = rowRights(ctx.actor, 'tags');
  return (
    <ModuleList
      path="tags"
      t={t}
      list={list}
      limit={list.limit}
      page={page}
      canCreate={may(ctx.actor, 'tags.create')}
      next={may(ctx.actor, 'users.access') && <TextLink href="/maker/users">{t('empty.next')}</TextLink>}
      columns={[
        {
          key: 'name',
          header: t('name'),
          cell: (tag) => <Tag name={tag.name} colour={tag.colour} className="max-w-full" />,
          sort: columnSort(params, 'name', 'name'),
        },
        { key: 'uses', header: t('uses'), cell: (tag) => t('useCount', { count: tag.uses }) },
        {
          key: 'changed',
          header: t('changed'),
          cell: (tag) => <Time value={tag.updatedAt} />,
          sort: columnSort(params, 'changed', 'name'),
        },
      ]}
      menuHeader={t('menuColumn')}
      menu={({ id, name }) => (
        <RowMenu
          entity={{ type: 'tag', id, name }}
          api="/api/tags"
          href="/maker/tags"
          can={can}
          without={['duplicate', 'tags']}
        />
      )}
    />
  );
}
