'use client';

import { useRouter } from 'next/navigation';
import { useTranslations } from 'use-intl';
import { createdSchema } from '@/lib/domain/base/api';
import type { BatchAction } from '@/lib/domain/interaction/batch-actions';
import { apiFetch } from '../forms/api-fetch';
import { useFailureText } from '../forms/use-failure-text';
import { ConfirmDialog } from '../ui/confirm-dialog';
import { useToast } from '../ui/toast';

interface BatchDialogProps {
  action: BatchAction;
  count: number;
  /** Which ones. */
  filter: Readonly<Record<string, unknown>>;
  onClose: () => void;
  onStarted?: () => void;
}

/** Asks before something is done with several interactions, and starts it. */
export function BatchDialog({ action, count, filter, onClose, onStarted }: BatchDialogProps) {
  const t = useTranslations('interactions');
  const router = useRouter();
  const toast = useToast();
  const failureText = useFailureText();

  const start = async () => {
    try {
      await apiFetch('/api/interactions/batches', createdSchema, { method: 'POST', body: { ...filter, action } });
    } catch (error) {
      return failureText(error);
    }
    toast({ title: t('batch.started'), description: t('batch.startedText') });
    onStarted?.();
    router.refresh();
    return undefined;
  };
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      tone="primary"
      title={t(`batch.ask.${action}`, { count })}
      description={t(`batch.askText.${action}`)}
      confirmLabel={t(`actions.${action}`)}
      onConfirm={start}
    />
  );
}
