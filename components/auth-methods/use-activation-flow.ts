'use client';

import { useRouter } from 'next/navigation';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import { activationSchema, startedActivationSchema, type Activation } from '@/lib/domain/answers/auth-method';
import { ApiError, apiFetch, nothing } from '../forms/api-fetch';
import { useFailureText, type Failure } from '../forms/use-failure-text';
import { openWindow } from '../ui/open-window';
import { subscribeToWindow } from '../ui/window-channel';

/** `closed` can also mean that the provider's page isolated itself and is still open. */
type ActivationWindow = 'open' | 'blocked' | 'closed' | 'elsewhere';

export interface ActivationFlow {
  transactionId: string;
  /** Null for a flow that this page didn't start. */
  authorizeUrl: string | null;
  window: ActivationWindow;
}

const POLL_MS = 2000;

/** One activation from start to end. The server knows its state; windows and messages only trigger an earlier check. */
export function useActivationFlow(methodId: string, pendingActivationId: string | null) {
  const t = useTranslations('auth-methods');
  const router = useRouter();
  const failureText = useFailureText();
  const popup = useRef<Window | null>(null);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure>();
  const [flow, setActivation] = useState<ActivationFlow | null>(
    pendingActivationId === null
      ? null
      : { transactionId: pendingActivationId, authorizeUrl: null, window: 'elsewhere' },
  );
  const [end, setEnd] = useState<Activation>();

  const transactionId = flow?.transactionId;
  const look = useCallback(async () => {
    if (transactionId === undefined) return;
    try {
      const activation = await apiFetch(`/api/authclients/activations/${transactionId}`, activationSchema);
      if (activation.progress.kind === 'waiting') return;
      setEnd(activation);
      // The user still has to decide about the account, maybe in the other window.
      if (activation.progress.kind === 'awaiting_confirmation') return;
      setActivation(null);
      router.refresh();
    } catch (error) {
      // Retry only if offline. Other errors won't go away by asking again.
      if (error instanceof ApiError && error.code === 'OFFLINE') return;
      setActivation(null);
      setFailure(failureText(error));
    }
  }, [transactionId, router, failureText]);

  useEffect(() => {
    if (transactionId === undefined) return;
    const soon = setTimeout(() => void look(), 200);
    const timer = setInterval(() => void look(), POLL_MS);
    const onReturn = () => void look();
    window.addEventListener('focus', onReturn);
    const unsubscribe = subscribeToWindow('activation', (changedId) => {
      if (changedId === transactionId) void look();
    });
    return () => {
      clearTimeout(soon);
      clearInterval(timer);
      window.removeEventListener('focus', onReturn);
      unsubscribe();
    };
  }, [transactionId, look]);

  useEffect(() => {
    if (flow?.window !== 'open') return;
    const timer = setInterval(() => {
      if (popup.current?.closed !== false) setActivation((known) => known && { ...known, window: 'closed' });
    }, 1000);
    return () => clearInterval(timer);
  }, [flow?.window]);

  const start = async () => {
    // Open the window before awaiting anything, or the browser blocks it.
    const opened = openWindow(t('flow.opening'));
    setBusy(true);
    setFailure(undefined);
    setEnd(undefined);
    try {
      const { transactionId: id, authorizeUrl } = await apiFetch(
        `/api/authclients/${methodId}/activate`,
        startedActivationSchema,
        { method: 'POST' },
      );
      const isOpen = opened !== null && !opened.closed;
      if (isOpen) opened.location.replace(authorizeUrl);
      popup.current = opened;
      setActivation({ transactionId: id, authorizeUrl, window: isOpen ? 'open' : 'blocked' });
      router.refresh();
    } catch (error) {
      opened?.close();
      setFailure(failureText(error));
    } finally {
      setBusy(false);
    }
  };

  const openAgain = () => {
    const authorizeUrl = flow?.authorizeUrl;
    if (flow === null || authorizeUrl == null) return;
    popup.current?.close();
    popup.current = openWindow(t('flow.opening'));
    popup.current?.location.replace(authorizeUrl);
    setActivation({ ...flow, window: popup.current === null ? 'blocked' : 'open' });
  };

  const cancel = async () => {
    if (flow === null) return;
    popup.current?.close();
    setBusy(true);
    try {
      await apiFetch(`/api/authclients/activations/${flow.transactionId}/cancel`, nothing, { method: 'POST' });
      await look();
    } catch (error) {
      setFailure(failureText(error));
    } finally {
      setBusy(false);
    }
  };

  return { busy, failure, flow, end, start, openAgain, cancel };
}
