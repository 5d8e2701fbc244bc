'use client';

import { useLinkStatus } from 'next/link';
import { Spinner } from './spinner';

/** Inside a Link: shows that its page is loading, after 150 ms. Takes no space. */
export function LinkPending() {
  const { pending } = useLinkStatus();
  return pending ? (
    <span className="absolute ml-1.5 inline-flex size-4 animate-late translate-y-0.5">
      <Spinner />
    </span>
  ) : null;
}
