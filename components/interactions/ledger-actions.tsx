'use client';

import { useRouter } from 'next/navigation';
import { useTranslations } from 'use-intl';
import { useState } from 'react';
import { createdSchema } from '@/lib/domain/base/api';
import type { BatchAction } from '@/lib/domain/interaction/batch-actions';
import { apiFetch, nothing } from '../forms/api-fetch';
import { useFailureText } from '../forms/use-failure-text';
import { Button } from '../ui/button';
import { useToast } from '../ui/toast';

/** What an administrator can decide about one interaction. */
export function LedgerActions({ id, actions }: { id: string; actions: readonly BatchAction[] }) {
  const t = useTranslations('interactions');
  const router = useRouter();
  const toast = useToast();
  const failureText = useFailureText();
  const [busy, setBusy] = useState<BatchAction | null>(null);
  if (actions.length === 0) return null;

  const run = async (action: BatchAction) => {
    setBusy(action);
    try {
      if (action === 'retry')
        await apiFetch('/api/interactions/batches', createdSchema, { method: 'POST', body: { action, ids: [id] } });
      else
        await apiFetch(`/api/interactions/${id}/exclusion`, nothing, {
          method: action === 'exclude' ? 'PUT' : 'DELETE',
        });
      toast(
        action === 'exclude'
          ? { title: t('excludedDone'), description: t('excludedText') }
          : { title: t(action === 'retry' ? 'retried' : 'resumedDone'), description: t('retriedText') },
      );
      router.refresh();
    } catch (error) {
      toast({ tone: 'danger', title: failureText(error).message });
    } finally {
      setBusy(null);
    }
  };
  return (
    <div className="mt-3 flex flex-wrap gap-2">
      {actions.map((action) => (
        <Button key={action} busy={busy === action} onClick={() => void run(action)}>
          {t(`actions.${action}`)}
        </Button>
      ))}
    </div>
  );
}
