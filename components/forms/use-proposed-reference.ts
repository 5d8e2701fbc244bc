'use client';

import { useEffect, useRef } from 'react';
import { proposeReference } from './propose-reference';

interface ProposedReferenceOptions {
  /** As they are in the form now. */
  name: string;
  reference: string;
  /** References that are in use already. */
  taken: readonly string[];
  /** Sets the proposed reference. */
  propose: (reference: string) => void;
}

/** Derives the reference from the name until the user edits it. Only for creation forms. */
export function useProposedReference({ name, reference, taken, propose }: ProposedReferenceOptions): void {
  const proposed = useRef('');
  const named = useRef('');
  useEffect(() => {
    const hasNewName = name !== named.current;
    named.current = name;
    // Discarding restarts this.
    if (name === '' && reference === '') proposed.current = '';
    if (!hasNewName || reference !== proposed.current) return;
    proposed.current = proposeReference(name, taken);
    if (proposed.current !== reference) propose(proposed.current);
  }, [name, reference, taken, propose]);
}
