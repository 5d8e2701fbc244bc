'use client';

import { KeyRound } from 'lucide-react';
import type { ReactNode } from 'react';
import { passkeyQuestionSchema } from '@/lib/domain/answers/second-factor';
import { apiFetch, nothing } from '../forms/api-fetch';
import { Button } from '../ui/button';
import { FailureCallout } from '../ui/failure-callout';
import { askForPasskey, useWebAuthnSupport } from './passkey-browser';
import { useSubmission } from './use-submission';

interface PasskeyButtonProps {
  /** `first` instead of a password, `second` after it. */
  step: 'first' | 'second';
  variant: 'primary' | 'secondary';
  onSignedIn: () => void;
  children: ReactNode;
}

/** Signs in with a passkey; absent where the browser can't. */
export function PasskeyButton({ step, variant, onSignedIn, children }: PasskeyButtonProps) {
  const { busy, failure, run } = useSubmission();
  const signIn = () =>
    run(async () => {
      const { options } = await apiFetch('/api/sign-in/passkey/options', passkeyQuestionSchema, {
        method: 'POST',
        body: { step },
      });
      const response = await askForPasskey(options);
      await apiFetch('/api/sign-in/passkey', nothing, { method: 'POST', body: { response } });
      onSignedIn();
    });
  if (useWebAuthnSupport() === false) return null;
  return (
    <div className="space-y-3">
      <FailureCallout failure={failure} />
      <Button
        variant={variant}
        busy={busy}
        icon={<KeyRound aria-hidden className="size-4" />}
        className="w-full"
        onClick={() => void signIn()}
      >
        {children}
      </Button>
    </div>
  );
}
