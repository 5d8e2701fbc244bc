'use client';

import { useTranslations } from 'use-intl';
import { useState } from 'react';
import { BATCH_ACTIONS, type BatchAction } from '@/lib/domain/interaction/batch-actions';
import { Button } from '../ui/button';
import { Checkbox } from '../ui/checkbox';
import { useHydrated } from '../ui/use-hydrated';
import { BatchDialog } from './batch-dialog';
import { useSelection } from './selection';

interface BatchBarProps {
  /** As the list is filtered. */
  filter: Readonly<Record<string, string>>;
  /** With how many of all that the filter finds each action can be done. */
  found: Readonly<Record<BatchAction, number>>;
}

/** What can be done with the selected rows, or else with all that the filter finds, on every page. */
export function BatchBar({ filter, found }: BatchBarProps) {
  const t = useTranslations('interactions');
  const hydrated = useHydrated();
  const { selectable, selected, select } = useSelection();
  const [asked, setAsked] = useState<{ action: BatchAction; count: number; ids: string[] | null } | null>(null);
  const isSelection = selected.length > 0;
  const idsFor = (action: BatchAction) =>
    selected.filter(({ actions }) => actions.includes(action)).map(({ id }) => id);
  const countOf = (action: BatchAction) => (isSelection ? idsFor(action).length : found[action]);
  return (
    <div
      role="group"
      aria-label={t('batch.group')}
      className="flex flex-wrap items-center gap-x-4 gap-y-2 rounded-card border bg-sunken px-4 py-2 text-sm"
    >
      <Checkbox
        label={t('batch.selectPage')}
        disabled={!hydrated || selectable.length === 0}
        checked={isSelection && selected.length === selectable.length}
        ref={(box) => {
          if (box) box.indeterminate = isSelection && selected.length < selectable.length;
        }}
        onChange={(event) =>
          select(
            selectable.map(({ id }) => id),
            event.target.checked,
          )
        }
      />
      <span role="status" className="text-muted">
        {isSelection ? t('batch.selected', { count: selected.length }) : t('batch.found')}
      </span>
      <span className="flex flex-wrap gap-2">
        {BATCH_ACTIONS.filter((action) => countOf(action) > 0).map((action) => (
          <Button
            key={action}
            size="small"
            onClick={() => setAsked({ action, count: countOf(action), ids: isSelection ? idsFor(action) : null })}
          >
            {t('batch.button', { action: t(`actions.${action}`), count: countOf(action) })}
          </Button>
        ))}
      </span>
      {asked !== null && (
        <BatchDialog
          action={asked.action}
          count={asked.count}
          filter={asked.ids === null ? filter : { ids: asked.ids }}
          onClose={() => setAsked(null)}
          onStarted={() =>
            select(
              selected.map(({ id }) => id),
              false,
            )
          }
        />
      )}
    </div>
  );
}
