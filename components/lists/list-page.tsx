import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { PAGE_SIZE } from '@/lib/domain/base/limits';
import { EmptyState } from '../ui/empty-state';
import { PageHeader, type PageHeaderProps } from '../ui/page-header';
import { ListFrame } from './list-frame';
import { NoMatch } from './no-match';
import { Pagination } from './pagination';

interface ListPageProps extends Pick<PageHeaderProps, 'title' | 'description' | 'quota'> {
  /** The create button, or false without permission. */
  create?: ReactNode;
  /** Shown if the list has no entries at all, regardless of filters. Null if it has some. */
  empty: { icon: LucideIcon; title: string; text: string; action?: ReactNode; next?: ReactNode } | null;
  /** Between head and list. */
  tabs?: ReactNode;
  filterBar: ReactNode;
  /** Rows on this page. 0 if nothing matches. */
  shown: number;
  /** Absent if all rows are on one page. */
  pages?: { page: number; matching: number };
  /** The table. */
  children: ReactNode;
}

/** A list page: header, search and filters, table, pagination and empty state. */
export function ListPage({
  title,
  description,
  quota,
  create,
  empty,
  tabs,
  filterBar,
  shown,
  pages,
  children,
}: ListPageProps) {
  return (
    <>
      <PageHeader title={title} description={description} quota={quota} action={empty === null && create} />
      {tabs !== undefined && <div className="mb-6">{tabs}</div>}
      {empty === null ? (
        <ListFrame>
          {filterBar}
          {shown === 0 ? <NoMatch /> : children}
          {pages && <Pagination page={pages.page} pageSize={PAGE_SIZE} total={pages.matching} />}
        </ListFrame>
      ) : (
        <EmptyState
          icon={empty.icon}
          title={empty.title}
          description={empty.text}
          action={empty.action ?? create}
          next={empty.next}
        />
      )}
    </>
  );
}
