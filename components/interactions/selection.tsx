'use client';

import { useTranslations } from 'use-intl';
import { createContext, useContext, useMemo, useState, type ReactNode } from 'react';
import type { BatchAction } from '@/lib/domain/interaction/batch-actions';
import { Checkbox } from '../ui/checkbox';
import { useDateText } from '../ui/use-date-text';
import { useHydrated } from '../ui/use-hydrated';

interface Row {
  id: string;
  who: string;
  at: Date;
  /** What can be done with it. */
  actions: readonly BatchAction[];
}

interface Selected {
  /** Rows of this page with which anything can be done. */
  selectable: readonly Row[];
  selected: readonly Row[];
  select: (ids: readonly string[], isSelected: boolean) => void;
}

const SelectionContext = createContext<Selected>({ selectable: [], selected: [], select: () => {} });

/** Rows of a page that somebody selected. What is no longer on the page, or can't be acted upon any more, leaves by itself. */
export function Selection({ rows, children }: { rows: readonly Row[]; children: ReactNode }) {
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set());
  const value = useMemo<Selected>(() => {
    const selectable = rows.filter(({ actions }) => actions.length > 0);
    return {
      selectable,
      selected: selectable.filter(({ id }) => ids.has(id)),
      select: (changed, isSelected) =>
        setIds((before) => {
          const next = new Set(before);
          for (const id of changed)
            if (isSelected) next.add(id);
            else next.delete(id);
          return next;
        }),
    };
  }, [rows, ids]);
  return <SelectionContext value={value}>{children}</SelectionContext>;
}

export function useSelection(): Selected {
  return useContext(SelectionContext);
}

/** The check box of a row; nothing where nothing can be done with it. */
export function SelectRow({ id }: { id: string }) {
  const t = useTranslations('interactions');
  const hydrated = useHydrated();
  const dateText = useDateText();
  const { selectable, selected, select } = useSelection();
  const row = selectable.find((candidate) => candidate.id === id);
  return (
    <span className="mr-2.5 inline-block size-4 align-text-bottom">
      {row !== undefined && (
        <Checkbox
          className="min-h-0"
          disabled={!hydrated}
          label={<span className="sr-only">{t('batch.select', { who: row.who, at: dateText(row.at, 'minute') })}</span>}
          checked={selected.some((candidate) => candidate.id === id)}
          onChange={(event) => select([id], event.target.checked)}
        />
      )}
    </span>
  );
}
