'use client';

import { ArrowDown, ArrowUp } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { useEffect, useRef, type KeyboardEvent, type ReactNode } from 'react';
import { useAnnounce } from './announcer';
import { IconButton } from './icon-button';
import { moveItem } from './move-item';

export interface ReorderableListProps<T> {
  /** What the list holds: "Screen pop scenarios". */
  label: string;
  items: readonly T[];
  getKey: (item: T) => string;
  getName: (item: T) => string;
  renderItem: (item: T, index: number) => ReactNode;
  /** Gets the whole list in its new order. */
  onReorder: (items: T[], moved: { item: T; from: number; to: number }) => void;
  /** Why the order cannot be changed now, for example while a filter hides rows. */
  lockedReason?: string;
}

/**
 * An ordered list, changed by buttons or by Alt with an arrow key, so that it doesn't depend on dragging. The focus
 * follows the moved item, and its new position is announced.
 */
export function ReorderableList<T>({
  label,
  items,
  getKey,
  getName,
  renderItem,
  onReorder,
  lockedReason,
}: ReorderableListProps<T>) {
  const t = useTranslations('common');
  const announce = useAnnounce();
  const list = useRef<HTMLOListElement>(null);
  const refocus = useRef<{ key: string; direction: 'up' | 'down' } | undefined>(undefined);

  useEffect(() => {
    const target = refocus.current;
    if (target === undefined) return;
    refocus.current = undefined;
    focusMoved(list.current, target);
  });

  const move = (from: number, to: number) => {
    const item = items[from];
    if (item === undefined || to < 0 || to >= items.length || to === from || lockedReason !== undefined) return;
    refocus.current = { key: getKey(item), direction: to < from ? 'up' : 'down' };
    onReorder(moveItem(items, from, to), { item, from, to });
    announce(t('movedTo', { name: getName(item), position: to + 1, count: items.length }));
  };
  const onKeyDown = (event: KeyboardEvent, index: number) => {
    if (!event.altKey) return;
    const to = { ArrowUp: index - 1, ArrowDown: index + 1, Home: 0, End: items.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    move(index, to);
  };

  return (
    <>
      {lockedReason !== undefined && <p className="mb-2 text-sm text-muted">{lockedReason}</p>}
      <ol ref={list} aria-label={label} className="divide-y rounded-card border bg-raised">
        {items.map((item, index) => (
          <li
            key={getKey(item)}
            data-key={getKey(item)}
            onKeyDown={(event) => onKeyDown(event, index)}
            className="flex items-start gap-3 px-3 py-2.5"
          >
            <span aria-hidden className="mt-1 w-5 shrink-0 text-right text-sm text-muted tabular-nums">
              {index + 1}
            </span>
            <div className="min-w-0 flex-1">{renderItem(item, index)}</div>
            {lockedReason === undefined && items.length > 1 && (
              <div className="flex shrink-0">
                <IconButton
                  data-move="up"
                  size="small"
                  tooltip={false}
                  label={t('moveUp', { name: getName(item) })}
                  icon={<ArrowUp aria-hidden className="size-4" />}
                  disabled={index === 0}
                  onClick={() => move(index, index - 1)}
                />
                <IconButton
                  data-move="down"
                  size="small"
                  tooltip={false}
                  label={t('moveDown', { name: getName(item) })}
                  icon={<ArrowDown aria-hidden className="size-4" />}
                  disabled={index === items.length - 1}
                  onClick={() => move(index, index + 1)}
                />
              </div>
            )}
          </li>
        ))}
      </ol>
    </>
  );
}

/** The same button of the moved row, or the other one if the row has reached an end. */
function focusMoved(list: HTMLOListElement | null, target: { key: string; direction: 'up' | 'down' }): void {
  const row = list?.querySelector(`[data-key="${CSS.escape(target.key)}"]`);
  const other = target.direction === 'up' ? 'down' : 'up';
  const button =
    row?.querySelector<HTMLButtonElement>(`[data-move="${target.direction}"]:not(:disabled)`) ??
    row?.querySelector<HTMLButtonElement>(`[data-move="${other}"]:not(:disabled)`);
  button?.focus();
}
