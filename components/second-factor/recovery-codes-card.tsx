'use client';

import { useRouter } from 'next/navigation';
import { useTranslations } from 'use-intl';
import { useState } from 'react';
import { recoveryCodesSchema } from '@/lib/domain/answers/second-factor';
import { apiFetch } from '../forms/api-fetch';
import { useFailureText } from '../forms/use-failure-text';
import { Button } from '../ui/button';
import { ConfirmDialog } from '../ui/confirm-dialog';

interface RecoveryCodesCardProps {
  left: number;
  onMade: (codes: readonly string[]) => void;
}

/** How many are left, and a new set. */
export function RecoveryCodesCard({ left, onMade }: RecoveryCodesCardProps) {
  const t = useTranslations('second-factor.codes');
  const router = useRouter();
  const failureText = useFailureText();
  const [isOpen, setOpen] = useState(false);
  const renew = async () => {
    try {
      const { recoveryCodes } = await apiFetch('/api/account/second-factor/recovery-codes', recoveryCodesSchema, {
        method: 'POST',
      });
      onMade(recoveryCodes);
    } catch (error) {
      return failureText(error);
    }
    router.refresh();
    return undefined;
  };
  return (
    <section className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3 border-t pt-4">
      <div className="min-w-0">
        <h3 className="font-medium">{t('title')}</h3>
        <p className="text-sm text-muted">{t('text')}</p>
        <p className="mt-1">{t('left', { count: left })}</p>
      </div>
      <Button onClick={() => setOpen(true)}>{t('renew')}</Button>
      <ConfirmDialog
        open={isOpen}
        onOpenChange={setOpen}
        title={t('renewTitle')}
        description={t('renewText')}
        confirmLabel={t('renewVerb')}
        tone="primary"
        onConfirm={renew}
      />
    </section>
  );
}
