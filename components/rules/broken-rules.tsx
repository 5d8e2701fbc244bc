'use client';

import { Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from '../ui/button';
import { Callout } from '../ui/callout';
import { ConfirmDialog } from '../ui/confirm-dialog';
import { useDeleteDecision, type DecisionKind } from './use-delete-rule';

interface BrokenDecisionsProps {
  kind: DecisionKind;
  broken: readonly { id: string; name: string }[];
  canModify: boolean;
}

/** Scenarios or rules that can't be loaded. They are skipped and can be deleted here, because they have no page. */
export function BrokenDecisions({ kind, broken, canModify }: BrokenDecisionsProps) {
  const lists = useTranslations('lists');
  const t = useTranslations('rules');
  const remove = useDeleteDecision(kind);
  const [asked, setAsked] = useState<{ id: string; name: string }>();
  if (broken.length === 0) return null;
  return (
    <Callout tone="warning" title={t('broken', { kind })}>
      <p>{t(canModify ? 'brokenText' : 'brokenTextReadOnly')}</p>
      <ul className="mt-2 space-y-1.5">
        {broken.map((one) => (
          <li key={one.id} className="flex flex-wrap items-center justify-between gap-x-3 gap-y-1">
            <span className="min-w-0 font-medium break-words text-ink">{one.name}</span>
            {canModify && (
              <Button
                size="small"
                icon={<Trash2 aria-hidden className="size-4" />}
                aria-label={t('brokenDelete', { name: one.name })}
                onClick={() => setAsked(one)}
              >
                {lists('menu.delete')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {asked && (
        <ConfirmDialog
          open
          onOpenChange={() => setAsked(undefined)}
          title={lists('delete.title', { name: asked.name })}
          description={t(`${kind}.deleteText`)}
          confirmLabel={lists(`delete.verb.${kind}`)}
          onConfirm={() => remove(asked)}
        />
      )}
    </Callout>
  );
}
