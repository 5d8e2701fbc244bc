import type { ReactNode } from 'react';
import { Link } from '../ui/link';

/** A strip below the header, on every page for as long as it holds. */
export function NoticeStrip(props: { title: string; href: string; action: string; children: ReactNode }) {
  const { title, href, action, children } = props;
  return (
    <aside
      aria-label={title}
      className="flex flex-wrap items-center gap-x-3 gap-y-1 border-b border-warning-line bg-warning-tint px-4 py-2 text-sm nav:px-6"
    >
      <p>{children}</p>
      <Link href={href} className="rounded-small font-medium underline underline-offset-2">
        {action}
      </Link>
    </aside>
  );
}
