'use client';

import { useRouter } from 'next/navigation';
import { useTranslations } from 'use-intl';
import { apiFetch, nothing } from '../forms/api-fetch';
import { useFailureText } from '../forms/use-failure-text';
import { ConfirmDialog } from '../ui/confirm-dialog';
import { useToast } from '../ui/toast';

interface RemoveFactorProps {
  factor: { id: string; name: string };
  /** With it go the recovery codes. */
  isLast: boolean;
  open: boolean;
  onClose: () => void;
}

export function RemoveFactor({ factor, isLast, open, onClose }: RemoveFactorProps) {
  const t = useTranslations('second-factor');
  const router = useRouter();
  const toast = useToast();
  const failureText = useFailureText();
  const remove = async () => {
    try {
      await apiFetch(`/api/account/second-factor/${factor.id}`, nothing, { method: 'DELETE' });
    } catch (error) {
      return failureText(error);
    }
    toast({ title: t('removed', { name: factor.name }) });
    router.refresh();
    return undefined;
  };
  return (
    <ConfirmDialog
      open={open}
      onOpenChange={onClose}
      title={t('removeTitle', { name: factor.name })}
      description={t(isLast ? 'removeLast' : 'removeText')}
      confirmLabel={t('remove')}
      onConfirm={remove}
    />
  );
}
