'use client';

import { useTranslations } from 'use-intl';
import { Button } from '../ui/button';
import { GuardedDialog } from '../ui/guarded-dialog';
import { RecoveryCodes } from './recovery-codes';

/** Closing it in any other way than by its button asks first. */
export function RecoveryCodesDialog({ codes, onClose }: { codes: readonly string[]; onClose: () => void }) {
  const t = useTranslations('second-factor.codes');
  return (
    <GuardedDialog
      alert
      title={t('dialog')}
      onClose={onClose}
      question={{ title: t('closeTitle'), text: t('closeText'), close: t('closeVerb'), stay: t('stay') }}
      footer={
        <Button variant="primary" onClick={onClose}>
          {t('saved')}
        </Button>
      }
    >
      <RecoveryCodes codes={codes} />
    </GuardedDialog>
  );
}
