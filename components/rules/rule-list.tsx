'use client';

import { Copy, History, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { OrderedRows } from '../lists/ordered-rows';
import { HistoryDialog } from '../lists/history-dialog';
import { RowMenuFrame } from '../lists/row-menu-frame';
import { useDuplicate } from '../lists/use-duplicate';
import { ConfirmDialog } from '../ui/confirm-dialog';
import { MenuItem, MenuSeparator } from '../ui/dropdown-menu';
import { Link } from '../ui/link';
import { Status, type StatusProps } from '../ui/status';
import { DECISION_API, useDeleteDecision, type DecisionKind } from './use-delete-rule';

export interface DecisionRow {
  id: string;
  name: string;
  enabled: boolean;
  version: number;
  /** A one-line summary. */
  summary: string;
  /** That it never decides anything, and why. */
  unreached?: { label: string; reason: string } | undefined;
  /** That the account would refuse values of it, or that it couldn't be asked. */
  fit?: Pick<StatusProps, 'tone' | 'label' | 'reason'> | undefined;
}

interface DecisionListProps {
  kind: DecisionKind;
  label: string;
  rows: readonly DecisionRow[];
  orderUrl: string;
  href: string;
  canModify: boolean;
  hasHistory: boolean;
}

/** Scenarios or rules in the order they are tried. */
export function DecisionList({ kind, label, rows, orderUrl, href, canModify, hasHistory }: DecisionListProps) {
  const t = useTranslations('rules');
  return (
    <OrderedRows
      label={label}
      items={rows}
      orderUrl={orderUrl}
      canModify={canModify}
      renderItem={(row) => (
        <div className="flex items-start gap-2">
          <div className="min-w-0 flex-1">
            <div className="flex flex-wrap items-center gap-x-3 gap-y-0.5">
              <Link
                href={`${href}/${row.id}`}
                className="min-w-0 font-medium wrap-anywhere underline-offset-2 hover:text-accent-ink hover:underline"
              >
                {row.name}
              </Link>
              <Status
                tone={row.enabled ? 'on' : 'off'}
                label={t(row.enabled ? 'stateOn' : 'stateOff')}
                className="text-sm"
              />
            </div>
            <p className="text-sm text-muted">{row.summary}</p>
            {row.unreached !== undefined && <Status tone="warning" {...row.unreached} className="mt-1 text-sm" />}
            {row.fit !== undefined && <Status {...row.fit} className="mt-1 text-sm" />}
          </div>
          <DecisionMenu kind={kind} row={row} href={href} canModify={canModify} hasHistory={hasHistory} />
        </div>
      )}
    />
  );
}

function DecisionMenu({
  kind,
  row,
  href,
  canModify,
  hasHistory,
}: Pick<DecisionListProps, 'kind' | 'href' | 'canModify' | 'hasHistory'> & { row: DecisionRow }) {
  const lists = useTranslations('lists');
  const rules = useTranslations('rules');
  const remove = useDeleteDecision(kind);
  const [panel, setPanel] = useState<'history' | 'delete'>();
  const close = () => setPanel(undefined);
  const { duplicate } = useDuplicate({ id: row.id, name: row.name, api: DECISION_API[kind], href });
  if (!canModify && !hasHistory) return null;
  return (
    <>
      <RowMenuFrame label={lists('menu.of', { name: row.name })}>
        {canModify && (
          <MenuItem icon={<Copy aria-hidden />} onSelect={() => void duplicate()}>
            {lists('menu.duplicate')}
          </MenuItem>
        )}
        {hasHistory && (
          <MenuItem icon={<History aria-hidden />} onSelect={() => setPanel('history')}>
            {lists('menu.history')}
          </MenuItem>
        )}
        {canModify && (
          <>
            <MenuSeparator />
            <MenuItem danger icon={<Trash2 aria-hidden />} onSelect={() => setPanel('delete')}>
              {lists('menu.delete')}
            </MenuItem>
          </>
        )}
      </RowMenuFrame>
      {panel === 'history' && (
        <HistoryDialog entity={{ type: kind, id: row.id, name: row.name }} open onOpenChange={close} />
      )}
      {panel === 'delete' && (
        <ConfirmDialog
          open
          onOpenChange={close}
          title={lists('delete.title', { name: row.name })}
          description={rules(`${kind}.deleteText`)}
          confirmLabel={lists(`delete.verb.${kind}`)}
          onConfirm={() => remove(row)}
        />
      )}
    </>
  );
}
