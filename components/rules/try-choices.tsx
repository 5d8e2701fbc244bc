'use client';

import { createContext, useContext, type ReactNode } from 'react';
import type { SimulationChoices } from '@/lib/domain/answers/simulation';

interface Choices extends SimulationChoices {
  /** The recorded interaction that the page was opened for. */
  replayId: string | null;
}

const NONE: Choices = { agents: null, profiles: null, recent: null, replayId: null };
const ChoicesContext = createContext<Choices>(NONE);

/** Provides what *Try it* offers to choose from to the pages that have it. */
export function TryChoices({ children, ...choices }: Choices & { children: ReactNode }) {
  return <ChoicesContext value={choices}>{children}</ChoicesContext>;
}

export function useTryChoices(): Choices {
  return useContext(ChoicesContext);
}
