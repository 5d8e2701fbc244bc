'use client';

import { useRouter } from 'next/navigation';
import { useTranslations } from 'use-intl';
import { useState } from 'react';
import { userLinkSchema, type UserLink } from '@/lib/domain/answers/user';
import { apiFetch } from '../forms/api-fetch';
import { useFailureText, type Failure } from '../forms/use-failure-text';
import { Button } from '../ui/button';
import { FailureCallout } from '../ui/failure-callout';
import { Dialog } from '../ui/dialog';
import { OnceDialog } from '../ui/once-dialog';
import { useDateText } from '../ui/use-date-text';

interface LinkDialogProps {
  user: { id: string; name: string; hasPassword: boolean };
  onClose: () => void;
}

/** Creates a setup or reset link and shows it once. */
export function LinkDialog({ user, onClose }: LinkDialogProps) {
  const t = useTranslations('users');
  const common = useTranslations('common');
  const dateText = useDateText();
  const router = useRouter();
  const failureText = useFailureText();
  const [link, setLink] = useState<UserLink>();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure>();
  const purpose = link?.purpose ?? (user.hasPassword ? 'reset' : 'set_up');
  const title = t(`link.title_${purpose}`, { name: user.name });

  const make = async () => {
    setBusy(true);
    setFailure(undefined);
    try {
      setLink(await apiFetch(`/api/users/${user.id}/links`, userLinkSchema, { method: 'POST' }));
      router.refresh();
    } catch (error) {
      setFailure(failureText(error));
    } finally {
      setBusy(false);
    }
  };

  if (link !== undefined) {
    return (
      <OnceDialog
        title={title}
        label={t('link.label')}
        value={link.url}
        help={t('link.until', { time: dateText(new Date(link.expiresAt), 'minute') })}
        once={t('link.once', { name: user.name })}
        onClose={onClose}
      />
    );
  }
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={title}
      description={t(`link.text_${purpose}`, { name: user.name })}
      footer={
        <>
          <Button onClick={onClose}>{common('cancel')}</Button>
          <Button variant="primary" busy={busy} onClick={() => void make()}>
            {t('link.make')}
          </Button>
        </>
      }
    >
      <FailureCallout failure={failure} />
    </Dialog>
  );
}
