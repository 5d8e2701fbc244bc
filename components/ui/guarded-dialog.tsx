'use client';

import { useState } from 'react';
import { ConfirmDialog } from './confirm-dialog';
import { Dialog, type DialogProps } from './dialog';
import { LeaveGuard, type CloseQuestion } from './leave-guard';

export interface GuardedDialogProps extends Omit<DialogProps, 'open' | 'onOpenChange'> {
  /** While closing would lose something; null: closes at once. */
  question: CloseQuestion | null;
  onClose: () => void;
}

/** A dialog with unsaved content: every way of closing it, and leaving the page, asks first. */
export function GuardedDialog({ question, onClose, ...dialog }: GuardedDialogProps) {
  const [isAsking, setAsking] = useState(false);
  return (
    <>
      <LeaveGuard question={question} />
      <Dialog {...dialog} open onOpenChange={() => (question === null ? onClose() : setAsking(true))} />
      {question !== null && (
        <ConfirmDialog
          open={isAsking}
          onOpenChange={setAsking}
          title={question.title}
          description={question.text}
          confirmLabel={question.close}
          cancelLabel={question.stay}
          onConfirm={async () => {
            onClose();
            return undefined;
          }}
        />
      )}
    </>
  );
}
