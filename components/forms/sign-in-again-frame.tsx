import { useTranslations } from 'use-intl';
import type { ReactNode } from 'react';
import { Button } from '../ui/button';
import { Dialog } from '../ui/dialog';

export interface SignInAgainFrameProps {
  title: string;
  description: string;
  /** Nothing is asked: a password is not work that could be lost. */
  onCancel: () => void;
  /** The verb's button. */
  verb?: ReactNode;
  children?: ReactNode;
}

/** The dialog around each way of signing in again. */
export function SignInAgainFrame({ title, description, onCancel, verb, children }: SignInAgainFrameProps) {
  const t = useTranslations('forms');
  return (
    <Dialog
      alert
      open
      size="small"
      onOpenChange={onCancel}
      title={title}
      description={description}
      footer={
        <>
          <Button onClick={onCancel}>{t('cancel')}</Button>
          {verb}
        </>
      }
    >
      {children}
    </Dialog>
  );
}
