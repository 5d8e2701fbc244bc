'use client';

import { useTranslations } from 'use-intl';
import { useState } from 'react';
import { startedEnrolmentSchema, type StartedEnrolment } from '@/lib/domain/answers/second-factor';
import type { PasskeySite } from '@/lib/domain/people/passkey-site';
import type { FactorKind } from '@/lib/domain/people/second-factor';
import { apiFetch } from '../forms/api-fetch';
import { FailureCallout } from '../ui/failure-callout';
import { useWebAuthnSupport } from '../second-factor/passkey-browser';
import { PasskeySetUp } from '../second-factor/passkey-set-up';
import { PasskeysUnusable } from '../second-factor/passkeys-unusable';
import { RecoveryCodes } from '../second-factor/recovery-codes';
import { TotpSetUp } from '../second-factor/totp-set-up';
import { useSubmission } from '../second-factor/use-submission';
import { Button } from '../ui/button';

const API = '/api/sign-in/enrolment';

/** The grace period is over: a factor is set up, its recovery codes are shown, and only then it goes on. */
export function RequiredEnrolment({ passkeys, next }: { passkeys: PasskeySite; next: string }) {
  const t = useTranslations('second-factor');
  const hasWebAuthn = useWebAuthnSupport();
  const { busy, failure, run } = useSubmission();
  const [started, setStarted] = useState<StartedEnrolment>();
  const [codes, setCodes] = useState<readonly string[]>();
  const start = (kind: FactorKind) =>
    run(async () => setStarted(await apiFetch(API, startedEnrolmentSchema, { method: 'POST', body: { kind } })));
  const done = (recoveryCodes: string[] | null) => setCodes(recoveryCodes ?? []);

  if (codes !== undefined)
    return (
      <div className="space-y-5">
        <h2 className="font-medium">{t('step.done')}</h2>
        <RecoveryCodes codes={codes} />
        <Button variant="primary" className="w-full" onClick={() => location.assign(next)}>
          {t('codes.saved')}
        </Button>
      </div>
    );
  if (started !== undefined)
    return (
      <div className="space-y-4">
        {started.kind === 'totp' ? (
          <TotpSetUp api={API} started={started} onDone={done} />
        ) : (
          <PasskeySetUp api={API} started={started} onDone={done} />
        )}
        <Button variant="ghost" size="small" className="-ml-2" onClick={() => setStarted(undefined)}>
          {t('step.back')}
        </Button>
      </div>
    );
  return (
    <div className="space-y-4">
      <p className="text-muted">{t('step.choose')}</p>
      <FailureCallout failure={failure} />
      <div className="flex flex-col gap-2">
        <Button variant="primary" busy={busy} onClick={() => void start('totp')}>
          {t('addTotp')}
        </Button>
        {passkeys.kind === 'usable' && hasWebAuthn !== false && (
          <Button busy={busy} onClick={() => void start('passkey')}>
            {t('addPasskey')}
          </Button>
        )}
      </div>
      <PasskeysUnusable site={passkeys} />
    </div>
  );
}
