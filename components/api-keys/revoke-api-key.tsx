'use client';

import { useRouter } from 'next/navigation';
import { useTranslations } from 'use-intl';
import { useState } from 'react';
import { apiFetch, nothing } from '../forms/api-fetch';
import { useFailureText } from '../forms/use-failure-text';
import { Button } from '../ui/button';
import { ConfirmDialog } from '../ui/confirm-dialog';
import { useToast } from '../ui/toast';

export function RevokeApiKey({ apiKey }: { apiKey: { id: string; name: string } }) {
  const t = useTranslations('settings.apiKeys');
  const router = useRouter();
  const toast = useToast();
  const failureText = useFailureText();
  const [isOpen, setOpen] = useState(false);
  const revoke = async () => {
    try {
      await apiFetch(`/api/api-keys/${apiKey.id}`, nothing, { method: 'DELETE' });
    } catch (error) {
      return failureText(error);
    }
    toast({ title: t('revokedDone', { name: apiKey.name }) });
    router.refresh();
    return undefined;
  };
  return (
    <>
      <Button
        size="small"
        className="whitespace-nowrap"
        aria-label={t('revokeTitle', { name: apiKey.name })}
        onClick={() => setOpen(true)}
      >
        {t('revoke')}
      </Button>
      <ConfirmDialog
        open={isOpen}
        onOpenChange={setOpen}
        title={t('revokeTitle', { name: apiKey.name })}
        description={t('revokeText')}
        confirmLabel={t('revokeVerb')}
        onConfirm={revoke}
      />
    </>
  );
}
