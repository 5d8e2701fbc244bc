'use client';

import { useRouter } from 'next/navigation';
import { useEffect, useState } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from '../ui/button';
import { reportActivation, subscribeToActivations } from './activation-channel';

/** Tells the waiting page to ask the server for the result. */
export function ReportActivation({ transactionId }: { transactionId: string }) {
  useEffect(() => reportActivation(transactionId), [transactionId]);
  return null;
}

/** Refreshes this page while it waits for a response. */
export function WatchActivation({ transactionId }: { transactionId: string }) {
  const router = useRouter();
  useEffect(() => {
    const timer = setInterval(() => router.refresh(), 2000);
    const unsubscribeFromActivations = subscribeToActivations((changedId) => {
      if (changedId === transactionId) router.refresh();
    });
    return () => {
      clearInterval(timer);
      unsubscribeFromActivations();
    };
  }, [transactionId, router]);
  return null;
}

/** Browsers only let scripts close windows that a script opened. Otherwise, asks the user to close it. */
export function CloseWindow() {
  const t = useTranslations('connect');
  const [isBlocked, setBlocked] = useState(false);
  const close = () => {
    window.close();
    setBlocked(true);
  };
  if (isBlocked) return <p role="status">{t('activation.closeByHand')}</p>;
  return (
    <Button variant="primary" onClick={close}>
      {t('activation.close')}
    </Button>
  );
}
