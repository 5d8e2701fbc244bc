'use client';

import { useLinkStatus } from 'next/link';
import { Spinner } from './spinner';

/** Inside a Link: its page is on the way. Takes no room, so that nothing moves, and does not show before 150 ms. */
export function LinkPending() {
  const { pending } = useLinkStatus();
  return pending ? (
    <span className="absolute ml-1.5 inline-flex size-4 animate-late translate-y-0.5">
      <Spinner />
    </span>
  ) : null;
}
