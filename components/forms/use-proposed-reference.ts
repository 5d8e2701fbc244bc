'use client';

import { useEffect, useRef } from 'react';
import { proposeReference } from './propose-reference';

interface ProposedReferenceOptions {
  /** As they are in the form now. */
  name: string;
  reference: string;
  /** References that are in use already. */
  taken: readonly string[];
  /** Puts the proposal into the form. */
  propose: (reference: string) => void;
}

/** Keeps the reference in step with the name until somebody edits the reference. Only for forms that create something. */
export function useProposedReference({ name, reference, taken, propose }: ProposedReferenceOptions): void {
  const proposed = useRef('');
  const named = useRef('');
  useEffect(() => {
    const hasNewName = name !== named.current;
    named.current = name;
    // A form that was discarded starts again.
    if (name === '' && reference === '') proposed.current = '';
    if (!hasNewName || reference !== proposed.current) return;
    proposed.current = proposeReference(name, taken);
    if (proposed.current !== reference) propose(proposed.current);
  }, [name, reference, taken, propose]);
}
