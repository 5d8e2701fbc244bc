'use client';

import { RotateCw } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'use-intl';
import { useState } from 'react';
import { apiFetch, nothing } from '../forms/api-fetch';
import { useFailureText } from '../forms/use-failure-text';
import { Button } from '../ui/button';
import { useToast } from '../ui/toast';

/** Retries logging, and refreshes the page until it finishes. */
export function RetryButton({ assignmentId }: { assignmentId: string }) {
  const t = useTranslations('interactions');
  const router = useRouter();
  const toast = useToast();
  const failureText = useFailureText();
  const [busy, setBusy] = useState(false);

  const retry = async () => {
    setBusy(true);
    try {
      await apiFetch(`/api/interactions/assignments/${assignmentId}/retry`, nothing, { method: 'POST' });
      toast({ title: t('retried'), description: t('retriedText') });
      router.refresh();
    } catch (error) {
      toast({ tone: 'danger', title: failureText(error).message });
    } finally {
      setBusy(false);
    }
  };
  return (
    <Button busy={busy} icon={<RotateCw aria-hidden className="size-4" />} onClick={() => void retry()}>
      {t('retry')}
    </Button>
  );
}
