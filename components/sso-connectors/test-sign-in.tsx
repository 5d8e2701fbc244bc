'use client';

import { useRouter } from 'next/navigation';
import { useEffect, useState } from 'react';
import { useWatch } from 'react-hook-form';
import { useTranslations } from 'use-intl';
import { startedTestSchema } from '@/lib/domain/answers/sso-connector';
import type { SignInTest } from '@/lib/domain/people/sign-in-test';
import type { ConnectorType } from '@/lib/domain/people/sso';
import { ApiError, apiFetch } from '../forms/api-fetch';
import type { ApiForm } from '../forms/use-api-form';
import { useFailureText, type Failure } from '../forms/use-failure-text';
import { Button } from '../ui/button';
import { Callout } from '../ui/callout';
import { FailureCallout } from '../ui/failure-callout';
import { openWindow } from '../ui/open-window';
import { TextLink } from '../ui/text-link';
import { Time } from '../ui/time';
import { subscribeToWindow } from '../ui/window-channel';
import type { ConnectorFormValues } from './connector-values';
import { TestResult } from './test-result';

export interface LatestTest {
  transactionId: string;
  startedAt: string;
  /** Null: the browser hasn't come back. */
  result: SignInTest | null;
  isOver: boolean;
}

interface TestSignInProps {
  /** Null: not saved yet. */
  id: string | null;
  type: ConnectorType;
  form: ApiForm<ConnectorFormValues>;
  /** The last test of this reader. */
  latest: LatestTest | null;
}

/** Tries out at its provider what is in the form, in a window of its own. Nobody is signed in. */
export function TestSignIn({ id, type, form, latest: last }: TestSignInProps) {
  const t = useTranslations('sso-connectors');
  const forms = useTranslations('forms');
  const router = useRouter();
  const failureText = useFailureText();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure>();
  const [early, setEarly] = useState<SignInTest | null>(null);
  const [blockedUrl, setBlockedUrl] = useState<string | null>(null);
  const [authMethodId, oidc] = useWatch({ control: form.control, name: ['authMethodId', 'oidc'] });
  // A test of another new connector, from before, says nothing about this one.
  const [startedId, setStartedId] = useState<string | null>(null);
  const latest = id !== null || last?.transactionId === startedId ? last : null;
  const isWaiting = latest !== null && latest.result === null && !latest.isOver;

  useEffect(() => subscribeToWindow('sign-in-test', () => router.refresh()), [router]);

  const start = async () => {
    // Open the window before awaiting anything, or the browser blocks it.
    const opened = openWindow(forms('signInAgain.opening'));
    setBusy(true);
    setFailure(undefined);
    setEarly(null);
    setBlockedUrl(null);
    form.report(null);
    const draft = { connectorId: id, type, ...(type === 'oidc' ? { oidc } : { authMethodId }) };
    try {
      const { transactionId, authorizeUrl, result } =
        id === null || form.dirty
          ? await apiFetch('/api/sso/connectors/test', startedTestSchema, { method: 'POST', body: draft })
          : await apiFetch(`/api/sso/connectors/${id}/test`, startedTestSchema, { method: 'POST' });
      setStartedId(transactionId);
      if (authorizeUrl === null) opened?.close();
      else if (opened === null || opened.closed) setBlockedUrl(authorizeUrl);
      else opened.location.replace(authorizeUrl);
      setEarly(result);
      router.refresh();
    } catch (error) {
      opened?.close();
      if (error instanceof ApiError && error.code === 'INVALID_INPUT') form.report(error);
      else setFailure(failureText(error));
    } finally {
      setBusy(false);
    }
  };

  const shown = early ?? latest?.result ?? null;
  return (
    <section className="space-y-4 border-t pt-5">
      <div>
        <h2 className="text-base font-semibold">{t('test.title')}</h2>
        <p className="mt-0.5 text-sm text-muted">{t('test.text')}</p>
      </div>
      <Button onClick={() => void start()} busy={busy}>
        {t('test.start')}
      </Button>
      <FailureCallout failure={failure} />
      {blockedUrl !== null && (
        <Callout
          tone="warning"
          title={t('test.blocked')}
          action={
            <TextLink href={blockedUrl} external>
              {t('test.open')}
            </TextLink>
          }
        />
      )}
      {isWaiting && early === null && (
        <Callout tone="info" title={t('test.waiting')}>
          <p>{t('test.waitingText')}</p>
        </Callout>
      )}
      {shown !== null && (
        <div className="space-y-3" role="status">
          <p className="font-medium">
            {shown.failure === null ? t('test.passed') : t('test.failed')}
            {shown.isDraft && <span className="font-normal"> {t('test.ofDraft')}</span>}
            {early === null && latest !== null && (
              <span className="font-normal text-muted">
                {' '}
                <Time value={latest.startedAt} />
              </span>
            )}
          </p>
          {shown.isDraft && shown.failure === null && id !== null && (
            <p className="text-sm text-muted">{t('test.saveNow')}</p>
          )}
          <TestResult type={type} result={shown} />
        </div>
      )}
    </section>
  );
}
