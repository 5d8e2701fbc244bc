'use client';

import { buttonStyles } from '../ui/button-styles';
import { Callout } from '../ui/callout';
import type { ConfirmFailure } from '../ui/confirm-dialog';

/** What was refused, with its way on. */
export function FailureCallout({ failure }: { failure: ConfirmFailure | null }) {
  if (failure === null) return null;
  return (
    <Callout
      live
      tone="danger"
      title={failure.message}
      detail={failure.detail}
      reference={failure.reference}
      action={
        failure.wayOn && (
          <a href={failure.wayOn.href} className={buttonStyles({ size: 'small' })}>
            {failure.wayOn.label}
          </a>
        )
      }
    />
  );
}
