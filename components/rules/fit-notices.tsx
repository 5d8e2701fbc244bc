'use client';

import { useRouter } from 'next/navigation';
import { useEffect, useState } from 'react';
import { useTranslations } from 'use-intl';
import { refusedFindingsSchema } from '@/lib/domain/answers/rule';
import type { FormFailure } from '../forms/use-api-form';
import { Button } from '../ui/button';
import { Callout } from '../ui/callout';
import { ConfirmDialog } from '../ui/confirm-dialog';
import { knownMessage } from '../ui/known-message';
import type { DecisionKind } from './use-delete-rule';

interface FitNoticesProps {
  about: DecisionKind;
  failure: FormFailure | null;
  /** False: it was saved while the account couldn't be asked. */
  isChecked: boolean;
  /** With the ids of what the dialog named. */
  onInsist: (ids: string[]) => void;
}

/** Above the form of a rule or scenario: that values of it don't fit the account, or that nobody knows. */
export function FitNotices({ about, failure, isChecked, onInsist }: FitNoticesProps) {
  const t = useTranslations('rules');
  return (
    <>
      {failure?.key === 'mapping_unfit' && <Insist about={about} failure={failure} onInsist={onInsist} />}
      {!isChecked && (
        <Callout title={t('findings.unchecked')} className="mb-5">
          <p>{t('findings.uncheckedText', { about })}</p>
        </Callout>
      )}
    </>
  );
}

/** After a refusal of values that don't fit the account: saves in spite of those that the dialog names. */
function Insist({ about, failure, onInsist }: Pick<FitNoticesProps, 'about' | 'onInsist'> & { failure: FormFailure }) {
  const t = useTranslations('rules');
  const say = useTranslations('validation');
  const router = useRouter();
  const [isOpen, setOpen] = useState(false);
  const findings = refusedFindingsSchema.safeParse(failure.details['findings']).data ?? [];
  // The refusal read the account anew; the rows say what it says now.
  useEffect(() => router.refresh(), [router, failure]);
  return (
    <>
      <Callout
        tone="warning"
        title={t('findings.refusedTitle', { about })}
        className="mb-5"
        action={
          <Button size="small" onClick={() => setOpen(true)}>
            {t('findings.insist')}
          </Button>
        }
      >
        <p>{t('findings.refusedText', { about })}</p>
      </Callout>
      <ConfirmDialog
        open={isOpen}
        onOpenChange={setOpen}
        title={t('findings.insistTitle', { about })}
        description={t('findings.insistText', { about })}
        confirmLabel={t('findings.insistConfirm')}
        onConfirm={() => {
          onInsist(findings.map(({ id }) => id));
          return Promise.resolve(undefined);
        }}
      >
        <ul className="list-disc space-y-1 pl-4 wrap-anywhere">
          {findings.map(({ id, message }) => (
            <li key={id}>{knownMessage(say, message.key, message.params)}</li>
          ))}
        </ul>
      </ConfirmDialog>
    </>
  );
}
