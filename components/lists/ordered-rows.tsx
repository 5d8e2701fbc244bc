'use client';

import { useRouter } from 'next/navigation';
import { startTransition, useRef, useState, type ReactNode } from 'react';
import { apiFetch, nothing } from '../forms/api-fetch';
import { useFailureText, type Failure } from '../forms/use-failure-text';
import { FailureCallout } from '../ui/failure-callout';
import { ReorderableList } from '../ui/reorderable-list';

interface OrderedRowsProps<T> {
  label: string;
  items: readonly T[];
  /** PUT {ids}: the whole new order. */
  orderUrl: string;
  renderItem: (item: T, index: number) => ReactNode;
  canModify: boolean;
}

/** A stored, ordered list. Each move is saved immediately and reverted if that fails. */
export function OrderedRows<T extends { id: string; name: string }>({
  label,
  items,
  orderUrl,
  renderItem,
  canModify,
}: OrderedRowsProps<T>) {
  const router = useRouter();
  const failureText = useFailureText();
  const [wanted, setWanted] = useState<readonly string[] | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const queue = useRef(Promise.resolve());
  const waiting = useRef(0);

  const shown = wanted === null ? items : [...items].sort((a, b) => wanted.indexOf(a.id) - wanted.indexOf(b.id));
  const reorder = (next: readonly T[]) => {
    const ids = next.map(({ id }) => id);
    setWanted(ids);
    setFailure(null);
    waiting.current += 1;
    // Saves one move at a time, to keep their order.
    queue.current = queue.current.then(async () => {
      try {
        await apiFetch(orderUrl, nothing, { method: 'PUT', body: { ids } });
      } catch (error) {
        setFailure(failureText(error));
      }
      waiting.current -= 1;
      // Uses the server's order only after the last move is saved.
      if (waiting.current === 0) {
        startTransition(() => {
          router.refresh();
          setWanted(null);
        });
      }
    });
  };

  return (
    <div className="space-y-3">
      <FailureCallout failure={failure} />
      {canModify ? (
        <ReorderableList
          label={label}
          items={shown}
          getKey={({ id }) => id}
          getName={({ name }) => name}
          renderItem={renderItem}
          onReorder={reorder}
        />
      ) : (
        <ol aria-label={label} className="divide-y rounded-card border bg-raised">
          {items.map((item, index) => (
            <li key={item.id} className="flex items-start gap-3 px-3 py-2.5">
              <span aria-hidden className="mt-1 w-5 shrink-0 text-right text-sm text-muted tabular-nums">
                {index + 1}
              </span>
              <div className="min-w-0 flex-1">{renderItem(item, index)}</div>
            </li>
          ))}
        </ol>
      )}
    </div>
  );
}
