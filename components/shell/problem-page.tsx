import type { ReactNode } from 'react';
import { Logo } from './logo';

interface ProblemPageProps {
  title: string;
  children: ReactNode;
  action?: ReactNode;
  /** The Maker's shell already shows the brand. */
  isInShell?: boolean;
}

/** An error page. */
export function ProblemPage({ title, children, action, isInShell = false }: ProblemPageProps) {
  const Main = isInShell ? 'div' : 'main';
  return (
    <Main className="mx-auto flex min-h-[70dvh] max-w-md flex-col justify-center px-4 py-12">
      {!isInShell && <Logo className="mb-6 size-8" />}
      <h1 className="text-lg font-semibold tracking-title">{title}</h1>
      <div className="mt-2 space-y-3 text-muted">{children}</div>
      {action !== undefined && <div className="mt-6 flex flex-wrap gap-2">{action}</div>}
    </Main>
  );
}
