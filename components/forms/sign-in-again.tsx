'use client';

import { useTranslations } from 'use-intl';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { z } from 'zod';
import { confirmationSchema, startedConfirmationSchema } from '@/lib/domain/answers/user';
import { FailureCallout } from '../ui/failure-callout';
import { apiFetch, confirmSignInWith } from './api-fetch';
import { ConfirmByPassword } from './confirm-by-password';
import { ConfirmInWindow } from './confirm-in-window';
import { SignInAgainFrame } from './sign-in-again-frame';
import { useFailureText, type Failure } from './use-failure-text';

type Confirmation = z.output<typeof confirmationSchema>;

/**
 * The dialog behind every request that needs a recent sign-in: `apiFetch` opens it, and repeats the request once somebody
 * has confirmed who they are. The page stays as it is, so nothing that was typed is lost.
 */
export function SignInAgain() {
  const [answer, setAnswer] = useState<((isConfirmed: boolean) => void) | null>(null);

  useEffect(() => {
    // Requests that are refused together wait for one dialog.
    let asked: Promise<boolean> | null = null;
    return confirmSignInWith(() => {
      asked ??= new Promise<boolean>((resolve) => {
        setAnswer(() => resolve);
      }).finally(() => {
        asked = null;
      });
      return asked;
    });
  }, []);

  const settle = (isConfirmed: boolean) => {
    answer?.(isConfirmed);
    setAnswer(null);
  };
  if (answer === null) return null;
  return <SignInAgainDialog onConfirmed={() => settle(true)} onCancel={() => settle(false)} />;
}

interface SignInAgainDialogProps {
  onConfirmed: () => void;
  onCancel: () => void;
}

function SignInAgainDialog({ onConfirmed, onCancel }: SignInAgainDialogProps) {
  const t = useTranslations('forms');
  const failureText = useFailureText();
  const [confirmation, setConfirmation] = useState<Confirmation>();
  const [failure, setFailure] = useState<Failure>();
  const [isSecondStep, setSecondStep] = useState(false);
  const confirmed = useRef(onConfirmed);
  useEffect(() => {
    confirmed.current = onConfirmed;
  });

  /** Whether they have signed in again meanwhile, in the window or in another tab. */
  const look = useCallback(async () => {
    try {
      const known = await apiFetch('/api/account/confirmation', confirmationSchema);
      if (known.isRecent) confirmed.current();
      else setConfirmation(known);
    } catch (error) {
      setFailure(failureText(error));
    }
  }, [failureText]);
  useEffect(() => {
    const soon = setTimeout(() => void look());
    return () => clearTimeout(soon);
  }, [look]);

  const frame = { title: t('signInAgain.title'), description: t('signInAgain.text'), onCancel };
  if (confirmation === undefined) {
    // No dialog that another one replaces: the focus goes back to what opened this one.
    if (failure === undefined) return null;
    return (
      <SignInAgainFrame {...frame}>
        <FailureCallout failure={failure} />
      </SignInAgainFrame>
    );
  }
  const { connector } = confirmation;
  if (connector !== null)
    return (
      <ConfirmInWindow
        {...frame}
        label={t('signInAgain.connector', { name: connector.name })}
        address={startAtProvider}
        look={look}
      />
    );
  if (isSecondStep)
    return (
      <ConfirmInWindow
        {...frame}
        description={t('signInAgain.secondStep')}
        label={t('signInAgain.continue')}
        address={secondStepPage}
        look={look}
      />
    );
  return <ConfirmByPassword {...frame} onConfirmed={onConfirmed} onSecondStep={() => setSecondStep(true)} />;
}

async function startAtProvider(): Promise<string> {
  const started = await apiFetch('/api/account/confirmation/connector', startedConfirmationSchema, { method: 'POST' });
  return started.authorizeUrl;
}

/** The page of the second step knows every kind of factor, and its cookie says whose step it is. */
async function secondStepPage(): Promise<string> {
  return new URL('/login/second-step?next=%2Fconnect%2Fconfirmed', location.origin).href;
}
