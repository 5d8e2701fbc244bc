'use client';

import { useRouter } from 'next/navigation';
import { useTranslations } from 'use-intl';
import { useState } from 'react';
import { endedSchema } from '@/lib/domain/answers/user';
import { apiFetch } from '../forms/api-fetch';
import { useFailureText } from '../forms/use-failure-text';
import { Button } from '../ui/button';
import { ConfirmDialog } from '../ui/confirm-dialog';
import { useToast } from '../ui/toast';

export function EndOtherSessions() {
  const t = useTranslations('settings.account');
  const users = useTranslations('users');
  const router = useRouter();
  const toast = useToast();
  const failureText = useFailureText();
  const [isOpen, setOpen] = useState(false);
  const end = async () => {
    try {
      const { ended } = await apiFetch('/api/account/sessions', endedSchema, { method: 'DELETE' });
      toast({ title: users('endSessions.done', { count: ended }) });
    } catch (error) {
      return failureText(error);
    }
    router.refresh();
    return undefined;
  };
  return (
    <>
      <Button size="small" onClick={() => setOpen(true)}>
        {t('endOthers')}
      </Button>
      <ConfirmDialog
        open={isOpen}
        onOpenChange={setOpen}
        title={t('endOthersTitle')}
        description={t('endOthersText')}
        confirmLabel={t('endOthersVerb')}
        onConfirm={end}
      />
    </>
  );
}
