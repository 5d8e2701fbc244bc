import type { ReactNode } from 'react';

export function Kbd({ children }: { children: ReactNode }) {
  return (
    <kbd className="inline-grid min-w-5 place-items-center rounded-small border border-line bg-sunken px-1 font-sans text-xs/[1.125rem] text-muted">
      {children}
    </kbd>
  );
}
