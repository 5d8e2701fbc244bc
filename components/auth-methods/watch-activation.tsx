'use client';

import { useRouter } from 'next/navigation';
import { useEffect } from 'react';
import { subscribeToWindow } from '../ui/window-channel';

/** Refreshes this page while it waits for a response. */
export function WatchActivation({ transactionId }: { transactionId: string }) {
  const router = useRouter();
  useEffect(() => {
    const timer = setInterval(() => router.refresh(), 2000);
    const unsubscribe = subscribeToWindow('activation', (changedId) => {
      if (changedId === transactionId) router.refresh();
    });
    return () => {
      clearInterval(timer);
      unsubscribe();
    };
  }, [transactionId, router]);
  return null;
}
