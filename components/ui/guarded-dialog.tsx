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

/** A dialog that holds something the reader made: Escape, its cross, a click beside it, a DialogClose and leaving the page ask first. */
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
