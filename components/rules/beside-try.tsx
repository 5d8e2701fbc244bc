import type { ReactNode } from 'react';
import { TryPanel, type TryPanelProps } from './try-panel';

interface BesideTryProps {
  children: ReactNode;
  /** Null for who may not try: it shows records. */
  tried: TryPanelProps | null;
}

/** What decides, with *Try it* beside it that stays in sight; below it where there is no room. */
export function BesideTry({ children, tried }: BesideTryProps) {
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
