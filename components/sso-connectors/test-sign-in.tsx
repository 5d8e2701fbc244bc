'use client';

import { useRouter } from 'next/navigation';
import { useEffect, useState } from 'react';
import { useTranslations } from 'use-intl';
import { startedTestSchema } from '@/lib/domain/answers/sso-connector';
import type { SignInTest } from '@/lib/domain/people/sign-in-test';
import type { ConnectorType } from '@/lib/domain/people/sso';
import { apiFetch } from '../forms/api-fetch';
import { useFailureText, type Failure } from '../forms/use-failure-text';
import { Button } from '../ui/button';
import { Callout } from '../ui/callout';
import { FailureCallout } from '../ui/failure-callout';
import { openWindow } from '../ui/open-window';
import { TextLink } from '../ui/text-link';
import { Time } from '../ui/time';
import { subscribeToWindow } from '../ui/window-channel';
import { TestResult } from './test-result';

interface TestSignInProps {
  id: string;
  type: ConnectorType;
  /** The last test of this reader; a result that is null hasn't come back. */
  latest: { startedAt: string; result: SignInTest | null; isOver: boolean } | null;
}

/** Tries the saved connector out at its provider, in a window of its own. Nobody is signed in. */
export function TestSignIn({ id, type, latest }: TestSignInProps) {
  const t = useTranslations('sso-connectors');
  const forms = useTranslations('forms');
  const router = useRouter();
  const failureText = useFailureText();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure>();
  const [early, setEarly] = useState<SignInTest | null>(null);
  const [blockedUrl, setBlockedUrl] = useState<string | null>(null);
  const isWaiting = latest !== null && latest.result === null && !latest.isOver;

  useEffect(() => subscribeToWindow('sign-in-test', () => router.refresh()), [router]);

  const start = async () => {
    // Open the window before awaiting anything, or the browser blocks it.
    const opened = openWindow(forms('signInAgain.opening'));
    setBusy(true);
    setFailure(undefined);
    setEarly(null);
    setBlockedUrl(null);
    try {
      const { authorizeUrl, result } = await apiFetch(`/api/sso/connectors/${id}/test`, startedTestSchema, {
        method: 'POST',
      });
      if (authorizeUrl === null) opened?.close();
      else if (opened === null || opened.closed) setBlockedUrl(authorizeUrl);
      else opened.location.replace(authorizeUrl);
      setEarly(result);
      router.refresh();
    } catch (error) {
      opened?.close();
      setFailure(failureText(error));
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
            {early === null && latest !== null && (
              <span className="font-normal text-muted">
                {' '}
                <Time value={latest.startedAt} />
              </span>
            )}
          </p>
          <TestResult type={type} result={shown} />
        </div>
      )}
    </section>
  );
}
