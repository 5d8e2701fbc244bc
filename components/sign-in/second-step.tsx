'use client';

import { useTranslations } from 'use-intl';
import { useState, type FormEvent } from 'react';
import type { FactorKind } from '@/lib/domain/people/second-factor';
import { apiFetch, nothing } from '../forms/api-fetch';
import { CodeField } from '../second-factor/code-field';
import { FailureCallout } from '../ui/failure-callout';
import { PasskeyButton } from '../second-factor/passkey-button';
import { useSubmission } from '../second-factor/use-submission';
import { Button } from '../ui/button';

interface SecondStepProps {
  kinds: readonly FactorKind[];
  mayUsePasskeys: boolean;
  /** Checked by the server: a path of our own. */
  next: string;
}

/** After the password: a code, a passkey, or a recovery code. */
export function SecondStep({ kinds, mayUsePasskeys, next }: SecondStepProps) {
  const t = useTranslations('second-factor.step');
  const [isRecovery, setRecovery] = useState(false);
  const hasApp = kinds.includes('totp');
  const hasPasskey = kinds.includes('passkey') && mayUsePasskeys;
  // A fresh page: nothing of before stays in memory.
  const enter = () => location.assign(next);
  return (
    <div className="space-y-4">
      {hasPasskey && (
        <PasskeyButton step="second" variant={hasApp ? 'secondary' : 'primary'} onSignedIn={enter}>
          {t('passkey')}
        </PasskeyButton>
      )}
      {hasPasskey && (hasApp || isRecovery) && (
        <p className="flex items-center gap-3 text-sm text-muted before:h-px before:flex-1 before:bg-line after:h-px after:flex-1 after:bg-line">
          {t('or')}
        </p>
      )}
      {(hasApp || isRecovery) && (
        <CodeForm key={String(isRecovery)} kind={isRecovery ? 'recovery_code' : 'totp'} onSignedIn={enter} />
      )}
      <div className="space-y-2 text-sm">
        {(hasApp || !isRecovery) && (
          <Button variant="ghost" size="small" className="-ml-2" onClick={() => setRecovery(!isRecovery)}>
            {t(isRecovery ? 'app' : 'recovery')}
          </Button>
        )}
        <p className="text-muted">{t('lost')}</p>
      </div>
    </div>
  );
}

function CodeForm({ kind, onSignedIn }: { kind: 'totp' | 'recovery_code'; onSignedIn: () => void }) {
  const t = useTranslations('second-factor.step');
  const { busy, failure, fields, run } = useSubmission();
  const [code, setCode] = useState('');
  const verify = (event: FormEvent) => {
    event.preventDefault();
    void run(async () => {
      await apiFetch('/api/sign-in/code', nothing, { method: 'POST', body: { kind, code } });
      onSignedIn();
    });
  };
  return (
    <form method="post" noValidate onSubmit={verify} className="space-y-4">
      <FailureCallout failure={failure} />
      <CodeField
        kind={kind}
        label={t(kind === 'totp' ? 'code' : 'recoveryCode')}
        help={t(kind === 'totp' ? 'codeHelp' : 'recoveryHelp')}
        error={fields['code']}
        value={code}
        onChange={setCode}
        autoFocus
      />
      <Button type="submit" variant="primary" busy={busy} className="w-full">
        {t('verify')}
      </Button>
    </form>
  );
}
