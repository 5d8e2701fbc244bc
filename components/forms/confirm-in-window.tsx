'use client';

import { useTranslations } from 'use-intl';
import { useEffect, useState } from 'react';
import { Button } from '../ui/button';
import { FailureCallout } from '../ui/failure-callout';
import { openWindow } from '../ui/open-window';
import { subscribeToWindow } from '../ui/window-channel';
import { SignInAgainFrame, type SignInAgainFrameProps } from './sign-in-again-frame';
import { useFailureText, type Failure } from './use-failure-text';

interface ConfirmInWindowProps extends SignInAgainFrameProps {
  /** On the button that opens the window. */
  label: string;
  /** Where the window goes. */
  address: () => Promise<string>;
  /** Asks the server whether they have signed in again. */
  look: () => Promise<void>;
}

/** Signs in again in a window of its own: at the provider, or with the second factor. Windows and messages only trigger the question to the server. */
export function ConfirmInWindow({ label, address, look, ...frame }: ConfirmInWindowProps) {
  const t = useTranslations('forms');
  const failureText = useFailureText();
  const [busy, setBusy] = useState(false);
  const [isOpen, setOpen] = useState(false);
  const [failure, setFailure] = useState<Failure>();

  useEffect(() => {
    const onReturn = () => void look();
    window.addEventListener('focus', onReturn);
    const unsubscribe = subscribeToWindow('confirmation', onReturn);
    return () => {
      window.removeEventListener('focus', onReturn);
      unsubscribe();
    };
  }, [look]);

  const start = async () => {
    // Open the window before awaiting anything, or the browser blocks it.
    const opened = openWindow(t('signInAgain.opening'));
    setFailure(undefined);
    if (opened === null) {
      setFailure({ message: t('signInAgain.blocked'), reference: null, detail: null });
      return;
    }
    setBusy(true);
    try {
      opened.location.replace(await address());
      setOpen(true);
    } catch (error) {
      opened.close();
      setFailure(failureText(error));
    } finally {
      setBusy(false);
    }
  };

  return (
    <SignInAgainFrame
      {...frame}
      verb={
        <Button data-autofocus variant="primary" busy={busy} onClick={() => void start()}>
          {label}
        </Button>
      }
    >
      {isOpen && failure === undefined && <p role="status">{t('signInAgain.waiting')}</p>}
      <FailureCallout failure={failure} />
    </SignInAgainFrame>
  );
}
