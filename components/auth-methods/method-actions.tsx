'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import {
  connectionTestSchema,
  deactivatedMethodSchema,
  type ConnectionTest as TestResult,
} from '@/lib/domain/answers/auth-method';
import { apiFetch } from '../forms/api-fetch';
import { useFailureText, type Failure } from '../forms/use-failure-text';
import { Button } from '../ui/button';
import { Callout } from '../ui/callout';
import { FailureCallout } from '../ui/failure-callout';
import { ConfirmDialog, type Dependent } from '../ui/confirm-dialog';
import { useToast } from '../ui/toast';
import { knownMessage } from '../ui/known-message';

interface MethodActionsProps {
  method: { id: string; name: string; version: number };
  dependents: readonly Dependent[];
}

/** Deactivates a method after explaining the consequences. */
export function DeactivateButton({ method, dependents }: MethodActionsProps) {
  const t = useTranslations('auth-methods');
  const router = useRouter();
  const toast = useToast();
  const failureText = useFailureText();
  const [open, setOpen] = useState(false);

  const deactivate = async () => {
    try {
      const { endedSessions } = await apiFetch(`/api/authclients/${method.id}/deactivate`, deactivatedMethodSchema, {
        method: 'POST',
        body: { version: method.version },
      });
      toast({ title: t('deactivation.done', { name: method.name, count: endedSessions }) });
    } catch (error) {
      return failureText(error);
    }
    router.refresh();
    return undefined;
  };
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t('deactivate')}</Button>
      <ConfirmDialog
        open={open}
        onOpenChange={setOpen}
        title={t('deactivation.title', { name: method.name })}
        description={t('deactivation.text')}
        dependents={dependents}
        confirmLabel={t('deactivation.verb')}
        onConfirm={deactivate}
      >
        <p className="text-sm text-muted">{t('deactivation.uninstall')}</p>
      </ConfirmDialog>
    </>
  );
}

/** Tests the connection with a real call and shows the result. */
export function TestConnection({ method }: { method: { id: string; name: string } }) {
  const t = useTranslations('auth-methods');
  const errors = useTranslations('errors');
  const router = useRouter();
  const failureText = useFailureText();
  const [busy, setBusy] = useState(false);
  const [result, setResult] = useState<TestResult>();
  const [failure, setFailure] = useState<Failure>();

  const test = async () => {
    setBusy(true);
    setFailure(undefined);
    try {
      setResult(await apiFetch(`/api/authclients/${method.id}/test`, connectionTestSchema, { method: 'POST' }));
      router.refresh();
    } catch (error) {
      setResult(undefined);
      setFailure(failureText(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <div className="space-y-2">
      <Button size="small" busy={busy} onClick={() => void test()}>
        {t('test')}
      </Button>
      <FailureCallout failure={failure} />
      {result?.outcome === 'reached' && (
        <Callout
          live
          tone="success"
          title={t('testing.reached', { ms: result.latencyMs, portal: result.portal.name, id: result.portal.id })}
        />
      )}
      {result?.outcome === 'failed' && (
        <Callout
          live
          tone="danger"
          title={t('testing.failed', { ms: result.latencyMs })}
          detail={result.providerMessage}
          reference={result.correlationId}
        >
          <p>{knownMessage(errors, result.key, { name: method.name }) ?? errors('provider_failed')}</p>
        </Callout>
      )}
    </div>
  );
}
