'use client';

import { useRouter } from 'next/navigation';
import { useEffect, useState } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from '../ui/button';
import { reportActivation, subscribeToActivations } from './activation-channel';

/** Tells the page that waits that there is news. It asks the server itself. */
export function ReportActivation({ transactionId }: { transactionId: string }) {
  useEffect(() => reportActivation(transactionId), [transactionId]);
  return null;
}

/** Reads this page again while it still waits for an answer. */
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

/** A window that a script opened can be closed by one; any other stays, and is told so. */
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
