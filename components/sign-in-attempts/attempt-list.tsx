'use client';

import { useTranslations } from 'use-intl';
import { PAGE_SIZE } from '@/lib/domain/base/limits';
import { ATTEMPT_RESULTS } from '@/lib/domain/people/sso';
import { FilterBar } from '../lists/filter-bar';
import { ListFrame } from '../lists/list-frame';
import { NoMatch } from '../lists/no-match';
import { Pagination } from '../lists/pagination';
import { AttemptTable, type AttemptTableProps } from './attempt-table';

interface AttemptListProps extends AttemptTableProps {
  page: number;
  matching: number;
}

/** Sign-in attempts, all or with one result. Needs the messages `attempts`. */
export function AttemptList({ page, matching, ...table }: AttemptListProps) {
  const t = useTranslations('attempts');
  return (
    <ListFrame>
      <FilterBar
        total={matching}
        filters={[
          { name: 'result', label: t('result'), options: ATTEMPT_RESULTS.map((value) => ({ value, label: t(value) })) },
        ]}
      />
      {table.rows.length === 0 ? <NoMatch /> : <AttemptTable {...table} />}
      <Pagination page={page} pageSize={PAGE_SIZE} total={matching} />
    </ListFrame>
  );
}
