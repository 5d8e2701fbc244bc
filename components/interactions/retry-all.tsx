'use client';

import { useRouter } from 'next/navigation';
import { useTranslations } from 'use-intl';
import { useState } from 'react';
import { createdSchema } from '@/lib/domain/base/api';
import { apiFetch } from '../forms/api-fetch';
import { useFailureText } from '../forms/use-failure-text';
import { Button } from '../ui/button';
import { Callout } from '../ui/callout';
import { ConfirmDialog } from '../ui/confirm-dialog';
import { useToast } from '../ui/toast';

interface RetryAllProps {
  /** How many the filter finds. */
  count: number;
  /** As the list is filtered. */
  filter: Readonly<Record<string, string>>;
}

/** Logs what needed an administrator, once the cause is mended. */
export function RetryAll({ count, filter }: RetryAllProps) {
  const t = useTranslations('interactions');
  const router = useRouter();
  const toast = useToast();
  const failureText = useFailureText();
  const [open, setOpen] = useState(false);

  const start = async () => {
    try {
      await apiFetch('/api/interactions/retries', createdSchema, { method: 'POST', body: filter });
    } catch (error) {
      return failureText(error);
    }
    toast({ title: t('retryAll.started'), description: t('retryAll.runningText') });
    router.refresh();
    return undefined;
  };
  return (
    <>
      <Callout
        tone="warning"
        className="mb-5"
        title={t('retryAll.title', { count })}
        action={
          <Button size="small" onClick={() => setOpen(true)}>
            {t('retryAll.action')}
          </Button>
        }
      >
        {t('retryAll.text')}
      </Callout>
      <ConfirmDialog
        open={open}
        onOpenChange={setOpen}
        tone="primary"
        title={t('retryAll.ask', { count })}
        description={t('retryAll.askText')}
        confirmLabel={t('retryAll.action')}
        onConfirm={start}
      />
    </>
  );
}
