'use client';

import { Callout } from '../ui/callout';
import type { ConfirmFailure } from '../ui/confirm-dialog';

/** What was refused. */
export function FailureCallout({ failure }: { failure: ConfirmFailure | null }) {
  if (failure === null) return null;
  return <Callout live tone="danger" title={failure.message} detail={failure.detail} reference={failure.reference} />;
}
