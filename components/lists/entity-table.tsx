import type { ReactNode } from 'react';
import { cn } from '../ui/cn';
import { Link } from '../ui/link';
import { LinkPending } from '../ui/link-pending';
import { TableKeys } from './table-keys';

export interface Column<Row> {
  key: string;
  header: string;
  cell: (row: Row) => ReactNode;
  /** Aligns numbers to the right. */
  align?: 'left' | 'right';
  /** Ids, keys and URLs. */
  mono?: boolean;
  /** The heading's link and the current order. */
  sort?: { href: string; direction: 'ascending' | 'descending' | 'none' };
}

export interface EntityTableProps<Row> {
  /** What the list holds, for screen readers: "Authentication methods". */
  caption: string;
  /** The first column names the row. */
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  getKey: (row: Row) => string;
  /** The name's link. */
  getHref?: (row: Row) => string;
  /** A check box, before the name. */
  select?: ((row: Row) => ReactNode) | undefined;
  /** A RowMenu; always last. */
  menu?: (row: Row) => ReactNode;
  /** Name of the menu's column, for screen readers; needed with `menu`. */
  menuHeader?: string;
}

/**
 * Rendered on the server. User text may break anywhere so that long names don't widen the page; our own words don't
 * break. If space is narrow, each row becomes a card, and explicit roles keep it a table for screen readers.
 */
export function EntityTable<Row>({
  caption,
  columns,
  rows,
  getKey,
  getHref,
  select,
  menu,
  menuHeader,
}: EntityTableProps<Row>) {
  return (
    <TableKeys>
      <table role="table" className="block w-full text-sm tabular-nums @3xl:table">
        <caption className="sr-only">{caption}</caption>
        <thead role="rowgroup" className="sr-only @3xl:not-sr-only @3xl:table-header-group">
          <tr role="row" className="@3xl:table-row">
            {columns.map((column) => (
              <HeaderCell key={column.key} column={column} />
            ))}
            {menu !== undefined && (
              <th role="columnheader" scope="col" className="w-12 border-b bg-sunken">
                <span className="sr-only">{menuHeader}</span>
              </th>
            )}
          </tr>
        </thead>
        <tbody role="rowgroup" className="block @3xl:table-row-group">
          {rows.map((row) => (
            <tr
              key={getKey(row)}
              role="row"
              className="relative grid grid-cols-1 gap-x-8 border-b px-4 py-3 last:border-b-0 hover:bg-hover/50 @xl:grid-cols-2 @3xl:table-row @3xl:p-0"
            >
              {columns.map((column, index) =>
                index === 0 ? (
                  <th
                    key={column.key}
                    role="rowheader"
                    scope="row"
                    className="col-span-full min-w-0 pr-8 text-left align-top font-medium wrap-anywhere @3xl:table-cell @3xl:min-w-36 @3xl:py-2.5 @3xl:pr-4 @3xl:pl-4"
                  >
                    {select?.(row)}
                    {getHref === undefined ? (
                      column.cell(row)
                    ) : (
                      <Link
                        href={getHref(row)}
                        data-row-link
                        className="rounded-small underline-offset-2 hover:text-accent-ink hover:underline"
                      >
                        {column.cell(row)}
                        <LinkPending />
                      </Link>
                    )}
                  </th>
                ) : (
                  <BodyCell key={column.key} column={column}>
                    {column.cell(row)}
                  </BodyCell>
                ),
              )}
              {menu !== undefined && (
                // A menu is next to the name; a labelled button is below it.
                <td
                  role="cell"
                  className="mt-2 empty:hidden @max-3xl:has-[[data-row-menu]]:absolute @max-3xl:has-[[data-row-menu]]:top-0 @max-3xl:has-[[data-row-menu]]:right-2 @3xl:table-cell @3xl:py-1.5 @3xl:pr-2 @3xl:text-right @3xl:align-top @3xl:empty:table-cell"
                >
                  {menu(row)}
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </TableKeys>
  );
}

function HeaderCell<Row>({ column }: { column: Column<Row> }) {
  const { sort } = column;
  return (
    <th
      role="columnheader"
      scope="col"
      aria-sort={sort === undefined || sort.direction === 'none' ? undefined : sort.direction}
      className={cn(
        'border-b bg-sunken px-4 py-2 text-left text-xs font-medium text-muted first:rounded-tl-card not-first:pl-0 @3xl:whitespace-nowrap',
        column.align === 'right' && 'text-right',
      )}
    >
      {sort === undefined ? (
        column.header
      ) : (
        <Link href={sort.href} scroll={false} className="rounded-small hover:text-ink">
          {column.header}
          <span aria-hidden> {sort.direction === 'ascending' ? '↑' : sort.direction === 'descending' ? '↓' : ''}</span>
        </Link>
      )}
    </th>
  );
}

function BodyCell<Row>({ column, children }: { column: Column<Row>; children: ReactNode }) {
  return (
    <td
      role="cell"
      className={cn(
        'mt-1.5 grid grid-cols-[minmax(6.5rem,34%)_minmax(0,1fr)] gap-x-3 align-top wrap-anywhere @3xl:table-cell @3xl:py-2.5 @3xl:pr-4',
        column.align === 'right' ? '@3xl:text-right' : '@3xl:min-w-20 @[60rem]:min-w-24',
      )}
    >
      <span aria-hidden className="text-muted @3xl:hidden">
        {column.header}
      </span>
      <span className={cn('min-w-0', column.mono === true && 'font-mono text-xs/5')}>{children}</span>
    </td>
  );
}
