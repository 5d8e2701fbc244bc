import type { ReactNode } from 'react';
import type { MenuPath } from '@/lib/domain/base/modules';
import { MENU_ICONS } from '../shell/menu-icons';
import { LinkButton } from '../ui/link-button';
import { EntityTable, type Column } from './entity-table';
import { FilterBar, type ListFilter } from './filter-bar';
import { ListPage } from './list-page';

type ListMessage = 'title' | 'purpose' | 'quota' | 'create' | 'search' | 'empty.title' | 'empty.text';

interface ModuleListProps<Row extends { id: string }> {
  /** The module's pages are below `/maker/<path>`. */
  path: MenuPath;
  /** Translates the module's messages. */
  t: (key: ListMessage, values?: Record<string, number>) => string;
  list: { items: readonly Row[]; matching: number; total: number };
  /** How many there can be. */
  limit: number;
  /** Absent if all rows are on one page. */
  page?: number;
  canCreate: boolean;
  /** Where to go from an empty list. */
  next?: ReactNode;
  filters?: readonly ListFilter[];
  columns: readonly Column<Row>[];
  menuHeader: string;
  menu: (row: Row) => ReactNode;
}

/** The list of a module whose rows each have a page and a menu. */
export function ModuleList<Row extends { id: string }>({
  path,
  t,
  list: { items, matching, total },
  limit,
  page,
  canCreate,
  next,
  filters = [],
  columns,
  menuHeader,
  menu,
}: ModuleListProps<Row>) {
  const href = `/maker/${path}`;
  return (
    <ListPage
      title={t('title')}
      description={t('purpose')}
      quota={t('quota', { total, limit })}
      create={
        canCreate && (
          <LinkButton href={`${href}/new`} variant="primary">
            {t('create')}
          </LinkButton>
        )
      }
      empty={total > 0 ? null : { icon: MENU_ICONS[path], title: t('empty.title'), text: t('empty.text'), next }}
      filterBar={<FilterBar searchLabel={t('search')} total={matching} filters={filters} />}
      shown={items.length}
      {...(page === undefined ? {} : { pages: { page, matching } })}
    >
      <EntityTable
        caption={t('title')}
        columns={columns}
        rows={items}
        getKey={({ id }) => id}
        getHref={({ id }) => `${href}/${id}`}
        menuHeader={menuHeader}
        menu={menu}
      />
    </ListPage>
  );
}
