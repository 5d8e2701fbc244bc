'use client';

import { useTranslations } from 'use-intl';
import { useState, type FormEvent } from 'react';
import { confirmedEnrolmentSchema } from '@/lib/domain/answers/second-factor';
import { apiFetch } from '../forms/api-fetch';
import { Button } from '../ui/button';
import { FailureCallout } from '../ui/failure-callout';
import { NameField } from './name-field';
import { createPasskey } from './passkey-browser';
import type { SetUpProps } from './totp-set-up';
import { useSubmission } from './use-submission';

/** Names the passkey, then lets the browser make it. */
export function PasskeySetUp({ api, started, onDone }: SetUpProps<'passkey'>) {
  const t = useTranslations('second-factor');
  const { busy, failure, fields, run } = useSubmission();
  const [name, setName] = useState(t('namePasskey'));
  const create = (event: FormEvent) => {
    event.preventDefault();
    void run(async () => {
      const { kind, ticket, options } = started;
      const response = await createPasskey(options);
      const { recoveryCodes } = await apiFetch(`${api}/confirm`, confirmedEnrolmentSchema, {
        method: 'POST',
        body: { kind, ticket, name, response },
      });
      onDone(recoveryCodes);
    });
  };
  return (
    <form method="post" noValidate onSubmit={create} className="space-y-4">
      <FailureCallout failure={failure} />
      <p>{t('passkey.text')}</p>
      <NameField value={name} onChange={setName} error={fields['name']} />
      <Button type="submit" variant="primary" busy={busy}>
        {t('passkey.create')}
      </Button>
    </form>
  );
}
