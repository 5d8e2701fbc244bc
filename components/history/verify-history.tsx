'use client';

import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { historyCheckSchema, type HistoryCheck } from '@/lib/domain/answers/history-check';
import { apiFetch } from '../forms/api-fetch';
import { useFailureText, type Failure } from '../forms/use-failure-text';
import { Button } from '../ui/button';
import { Callout } from '../ui/callout';
import { CopyField } from '../ui/copy-field';
import { Time } from '../ui/time';

/** Recalculates the whole history when asked, and shows what doesn't fit. */
export function VerifyHistory() {
  const t = useTranslations('history.verify');
  const failureText = useFailureText();
  const [busy, setBusy] = useState(false);
  const [check, setCheck] = useState<HistoryCheck>();
  const [failure, setFailure] = useState<Failure>();

  const verify = async () => {
    setBusy(true);
    setFailure(undefined);
    setCheck(undefined);
    try {
      setCheck(await apiFetch('/api/history/verification', historyCheckSchema, { method: 'POST' }));
    } catch (error) {
      setFailure(failureText(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <div className="max-w-2xl space-y-4">
      <Button variant="primary" busy={busy} onClick={() => void verify()}>
        {t('start')}
      </Button>
      {failure !== undefined && (
        <Callout live tone="danger" title={failure.message} detail={failure.detail} reference={failure.reference} />
      )}
      {check !== undefined && <Result check={check} />}
    </div>
  );
}

function Result({ check: { first, count, head, checkpoints, problem } }: { check: HistoryCheck }) {
  const t = useTranslations('history.verify');
  return (
    <>
      {problem === null ? (
        <Callout live tone="success" title={t('passed', { count })}>
          {count > 0 && <p>{t('checkpoints', { checkpoints })}</p>}
        </Callout>
      ) : (
        <Callout live tone="danger" title={t(`problems.${problem.kind}`, { position: problem.position ?? 0 })}>
          {problem.entry !== null && (
            <p>
              {t('entry', { name: problem.entry.entityName })} · <Time value={problem.entry.at} />
            </p>
          )}
          <p>{t('problemText', { count })}</p>
        </Callout>
      )}
      {first !== null && first > 1 && (
        <Callout live tone="warning" title={t('shortened', { first })}>
          <p>{t('shortenedText')}</p>
        </Callout>
      )}
      {problem === null && head !== null && (
        <CopyField label={t('note')} help={t('noteHelp')} value={`${head.position}:${head.hash}`} />
      )}
    </>
  );
}
