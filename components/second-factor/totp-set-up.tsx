'use client';

import { useTranslations } from 'use-intl';
import { useState, type FormEvent } from 'react';
import { confirmedEnrolmentSchema, type StartedEnrolment } from '@/lib/domain/answers/second-factor';
import { apiFetch } from '../forms/api-fetch';
import { Button } from '../ui/button';
import { CopyField } from '../ui/copy-field';
import { CodeField } from './code-field';
import { FailureCallout } from '../ui/failure-callout';
import { NameField } from './name-field';
import { QrCode } from './qr-code';
import { useSubmission } from './use-submission';

export interface SetUpProps<K extends StartedEnrolment['kind']> {
  /** Where setting up starts; its `/confirm` ends it. */
  api: string;
  started: Extract<StartedEnrolment, { kind: K }>;
  /** The recovery codes, if these are the first. */
  onDone: (recoveryCodes: string[] | null) => void;
}

/** Brings the secret into the app, and proves that it is there. */
export function TotpSetUp({ api, started, onDone }: SetUpProps<'totp'>) {
  const t = useTranslations('second-factor');
  const { busy, failure, fields, run } = useSubmission();
  const [name, setName] = useState(t('nameTotp'));
  const [code, setCode] = useState('');
  const confirm = (event: FormEvent) => {
    event.preventDefault();
    void run(async () => {
      const { kind, ticket } = started;
      const { recoveryCodes } = await apiFetch(`${api}/confirm`, confirmedEnrolmentSchema, {
        method: 'POST',
        body: { kind, ticket, name, code },
      });
      onDone(recoveryCodes);
    });
  };
  return (
    <form method="post" noValidate onSubmit={confirm} className="space-y-4">
      <FailureCallout failure={failure} />
      <p>{t('totp.scan')}</p>
      <QrCode text={started.uri} label={t('totp.qr')} />
      <CopyField label={t('totp.secret')} value={started.setUpKey} />
      <NameField value={name} onChange={setName} error={fields['name']} />
      <CodeField
        kind="totp"
        label={t('totp.code')}
        help={t('totp.codeHelp')}
        error={fields['code']}
        value={code}
        onChange={setCode}
        autoFocus
      />
      <Button type="submit" variant="primary" busy={busy}>
        {t('totp.confirm')}
      </Button>
    </form>
  );
}
