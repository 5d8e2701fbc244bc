import type { ReactNode } from 'react';
import { TryPanel, type TryPanelProps } from './try-panel';

interface TryLayoutProps {
  children: ReactNode;
  /** Null for users without the right to simulate, because it shows records. */
  tried: TryPanelProps | null;
}

/** The form, with a sticky *Try it* panel beside it, or below it on narrow screens. */
export function TryLayout({ children, tried }: TryLayoutProps) {
  if (tried === null) return children;
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-6 xl:grid-cols-[minmax(0,1fr)_24rem]">
      {children}
      <div className="min-w-0 xl:sticky xl:top-20">
        <TryPanel {...tried} />
      </div>
    </div>
  );
}
