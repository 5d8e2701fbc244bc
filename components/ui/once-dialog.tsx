'use client';

import { useTranslations } from 'use-intl';
import { useState, type ReactNode } from 'react';
import { Button } from './button';
import { Callout } from './callout';
import { CopyField } from './copy-field';
import { DialogClose } from './dialog';
import { GuardedDialog } from './guarded-dialog';

interface OnceDialogProps {
  title: string;
  /** What it is: "API key". */
  label: string;
  value: string;
  help?: string;
  /** Says that it won't be shown again, and what that means. */
  once: string;
  onClose: () => void;
  children?: ReactNode;
}

/** Shows a value that won't be shown again. Closing asks until it is copied, and an outside click does nothing. */
export function OnceDialog({ title, label, value, help, once, onClose, children }: OnceDialogProps) {
  const t = useTranslations('common');
  const [isCopied, setCopied] = useState(false);
  return (
    <GuardedDialog
      alert
      title={title}
      onClose={onClose}
      question={
        isCopied ? null : { title: t('once.title'), text: t('once.text'), close: t('once.close'), stay: t('once.stay') }
      }
      footer={
        <DialogClose>
          <Button variant="primary">{t('once.done')}</Button>
        </DialogClose>
      }
    >
      <div className="space-y-4">
        <Callout live tone="warning" title={once} />
        <CopyField label={label} value={value} help={help} onCopied={() => setCopied(true)} />
        {children}
      </div>
    </GuardedDialog>
  );
}
