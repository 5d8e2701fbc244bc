'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { apiFetch, nothing } from '../forms/api-fetch';
import { useFailureText, type Failure } from '../forms/use-failure-text';
import { Button } from '../ui/button';
import { FailureCallout } from '../ui/failure-callout';
import { DependentList, type Dependent } from '../ui/confirm-dialog';
import { reportToOpener } from '../ui/window-channel';

interface ReplacePortalProps {
  transactionId: string;
  name: string;
  from: { id: string; name: string };
  to: { id: string; name: string };
  dependents: readonly Dependent[];
}

/** Asks whether to replace the method's account, and shows what would change. */
export function ReplacePortal({ transactionId, name, from, to, dependents }: ReplacePortalProps) {
  const t = useTranslations('connect');
  const common = useTranslations('common');
  const router = useRouter();
  const failureText = useFailureText();
  const [busy, setBusy] = useState<'accept' | 'keep'>();
  const [failure, setFailure] = useState<Failure>();

  const decide = async (accept: boolean) => {
    setBusy(accept ? 'accept' : 'keep');
    setFailure(undefined);
    try {
      await apiFetch(`/api/authclients/activations/${transactionId}/confirm`, nothing, {
        method: 'POST',
        body: { accept },
      });
      reportToOpener('activation', transactionId);
      router.refresh();
    } catch (error) {
      setFailure(failureText(error));
    } finally {
      setBusy(undefined);
    }
  };
  return (
    <div className="space-y-4">
      <p>{t('activation.replace.text', { name, from: from.name, fromId: from.id, to: to.name, toId: to.id })}</p>
      {dependents.length === 0 ? (
        <p className="text-muted">{t('activation.replace.unused')}</p>
      ) : (
        <>
          <p>{t('activation.replace.effect', { from: from.name, to: to.name })}</p>
          <DependentList title={common('usedBy', { count: dependents.length })} dependents={dependents} />
        </>
      )}
      <FailureCallout failure={failure} />
      <div className="flex flex-wrap gap-2">
        <Button variant="danger" busy={busy === 'accept'} disabled={busy === 'keep'} onClick={() => void decide(true)}>
          {t('activation.replace.accept', { from: from.name, to: to.name })}
        </Button>
        <Button busy={busy === 'keep'} disabled={busy === 'accept'} onClick={() => void decide(false)}>
          {t('activation.replace.keep', { from: from.name })}
        </Button>
      </div>
      <p className="text-sm text-muted">{t('activation.replace.until')}</p>
    </div>
  );
}
