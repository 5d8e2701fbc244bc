'use client';

import { usePathname, useRouter, useSearchParams } from 'next/navigation';
import { createContext, useContext, useEffect, useMemo, useRef, useTransition, type ReactNode } from 'react';

type ParamChange = Record<string, string | readonly string[] | null>;

interface ListNavigation {
  isPending: boolean;
  /** Changes search and filters in the URL and returns to the first page. `replace` keeps typing out of the browser's history. */
  change: (params: ParamChange, how?: 'push' | 'replace') => void;
  /** Goes to another page of the list. */
  go: (href: string) => void;
}

const ListContext = createContext<ListNavigation | null>(null);

/**
 * Wraps a list's filters, table and pagination. Its state is in the URL, and old rows stay visible but dimmed while new
 * ones load.
 */
export function ListFrame({ children }: { children: ReactNode }) {
  const router = useRouter();
  const pathname = usePathname();
  const searchParams = useSearchParams();
  const [isPending, startTransition] = useTransition();
  // A change made while another is loading builds on that one, not on the current URL.
  const wanted = useRef<URLSearchParams | null>(null);

  useEffect(() => {
    if (!isPending) wanted.current = null;
  }, [isPending]);

  const navigation = useMemo<ListNavigation>(
    () => ({
      isPending,
      change: (params, how = 'push') => {
        const next = applyParams(wanted.current ?? new URLSearchParams(searchParams), params);
        wanted.current = next;
        const query = next.toString();
        startTransition(() => router[how](query === '' ? pathname : `${pathname}?${query}`, { scroll: false }));
      },
      go: (href) => startTransition(() => router.push(href)),
    }),
    [isPending, pathname, router, searchParams],
  );

  return (
    <ListContext value={navigation}>
      <div aria-busy={isPending} className="group/list space-y-4">
        {children}
      </div>
    </ListContext>
  );
}

export function useListNavigation(): ListNavigation {
  const navigation = useContext(ListContext);
  if (navigation === null) throw new Error('FilterBar needs a ListFrame around the list');
  return navigation;
}

function applyParams(current: URLSearchParams, change: ParamChange): URLSearchParams {
  const next = new URLSearchParams(current);
  next.delete('page');
  for (const [name, value] of Object.entries(change)) {
    next.delete(name);
    const values = value === null ? [] : typeof value === 'string' ? [value] : value;
    for (const one of values) if (one !== '') next.append(name, one);
  }
  return next;
}
