'use client';

import { useRouter } from 'next/navigation';
import { useTranslations } from 'use-intl';
import { useState } from 'react';
import { startedEnrolmentSchema, type StartedEnrolment } from '@/lib/domain/answers/second-factor';
import type { PasskeySite } from '@/lib/domain/people/passkey-site';
import type { FactorKind } from '@/lib/domain/people/second-factor';
import { apiFetch } from '../forms/api-fetch';
import { Button } from '../ui/button';
import { Callout } from '../ui/callout';
import { Card } from '../ui/card';
import { Dialog } from '../ui/dialog';
import { useToast } from '../ui/toast';
import { FactorTable, type FactorRow } from './factor-table';
import { FailureCallout } from '../ui/failure-callout';
import { PasskeySetUp } from './passkey-set-up';
import { PasskeysUnusable } from './passkeys-unusable';
import { RecoveryCodesCard } from './recovery-codes-card';
import { RecoveryCodesDialog } from './recovery-codes-dialog';
import { TotpSetUp } from './totp-set-up';
import { useSubmission } from './use-submission';
import { useWebAuthnSupport } from './passkey-browser';

const ACCOUNT_API = '/api/account/second-factor';

interface SecondFactorCardProps {
  factors: readonly FactorRow[];
  recoveryCodesLeft: number;
  isRequired: boolean;
  passkeys: PasskeySite;
}

/** One's own factors: what there is, and adding, renaming and removing them. */
export function SecondFactorCard({ factors, recoveryCodesLeft, isRequired, passkeys }: SecondFactorCardProps) {
  const t = useTranslations('second-factor');
  const router = useRouter();
  const toast = useToast();
  const hasWebAuthn = useWebAuthnSupport();
  const { busy, failure, run } = useSubmission();
  const [started, setStarted] = useState<StartedEnrolment>();
  const [codes, setCodes] = useState<readonly string[]>();
  const start = (kind: FactorKind) =>
    run(async () =>
      setStarted(await apiFetch(ACCOUNT_API, startedEnrolmentSchema, { method: 'POST', body: { kind } })),
    );
  const done = (kind: FactorKind) => (recoveryCodes: string[] | null) => {
    setStarted(undefined);
    if (recoveryCodes !== null) setCodes(recoveryCodes);
    toast({ title: t(`${kind}.added`) });
    router.refresh();
  };
  return (
    <Card title={t('title')} description={t('description')}>
      <div className="space-y-4">
        {factors.length === 0 ? (
          <Callout tone={isRequired ? 'warning' : 'info'} title={isRequired ? t('required') : t('none')}>
            {isRequired && <p>{t('none')}</p>}
          </Callout>
        ) : (
          <FactorTable factors={factors} />
        )}
        <FailureCallout failure={failure} />
        <div className="flex flex-wrap gap-2">
          <Button busy={busy} onClick={() => void start('totp')}>
            {t('addTotp')}
          </Button>
          {passkeys.kind === 'usable' && hasWebAuthn !== false && (
            <Button busy={busy} onClick={() => void start('passkey')}>
              {t('addPasskey')}
            </Button>
          )}
        </div>
        <PasskeysUnusable site={passkeys} />
        {factors.length > 0 && <RecoveryCodesCard left={recoveryCodesLeft} onMade={setCodes} />}
      </div>
      {started !== undefined && (
        <Dialog open onOpenChange={() => setStarted(undefined)} title={t(`${started.kind}.title`)}>
          {started.kind === 'totp' ? (
            <TotpSetUp api={ACCOUNT_API} started={started} onDone={done('totp')} />
          ) : (
            <PasskeySetUp api={ACCOUNT_API} started={started} onDone={done('passkey')} />
          )}
        </Dialog>
      )}
      {codes !== undefined && <RecoveryCodesDialog codes={codes} onClose={() => setCodes(undefined)} />}
    </Card>
  );
}
