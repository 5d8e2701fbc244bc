import type { ReactNode } from 'react';
import { Crumb } from './crumb';

export interface PageHeaderProps {
  title: string;
  /** One sentence: what the page is about. */
  description?: ReactNode;
  /** Shown next to the description: "3 of 50". */
  quota?: ReactNode;
  /** The entity's state; below the title. */
  status?: ReactNode;
  /** The entity's tags; below the state. */
  tags?: ReactNode;
  /** The page's one primary action, and anything beside it. */
  action?: ReactNode;
  /** The entity's RowMenu: always top right, whatever wraps. */
  menu?: ReactNode;
  /** On a detail page: adds the entity's name to the breadcrumb. */
  crumb?: string;
}

export function PageHeader({ title, description, quota, status, tags, action, menu, crumb }: PageHeaderProps) {
  return (
    <header className="mb-5 flex items-start gap-2">
      {crumb !== undefined && <Crumb label={crumb} />}
      <div className="flex min-w-0 flex-1 flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <div className="min-w-0 flex-1 basis-60">
          <h1 className="text-lg font-semibold tracking-title break-words">{title}</h1>
          {(description !== undefined || quota !== undefined) && (
            <p className="mt-0.5 max-w-prose break-words text-muted">
              {description}
              {quota !== undefined && <span className="ml-2 whitespace-nowrap tabular-nums">{quota}</span>}
            </p>
          )}
          {status !== undefined && <div className="mt-2">{status}</div>}
          {tags !== undefined && <div className="mt-2 empty:hidden">{tags}</div>}
        </div>
        {action !== undefined && action !== false && <div className="flex flex-wrap items-center gap-2">{action}</div>}
      </div>
      {menu}
    </header>
  );
}
