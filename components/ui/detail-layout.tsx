import type { ReactNode } from 'react';

/** A detail page below its tabs: the form, and beside or below it where the entity is used, who changed it, and help. */
export function DetailLayout({
  rail,
  railLabel,
  children,
}: {
  rail: ReactNode;
  railLabel: string;
  children: ReactNode;
}) {
  return (
    <div className="@container mt-6">
      <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-x-10 gap-y-8 @4xl:grid-cols-[minmax(0,1fr)_17.5rem]">
        <div className="min-w-0">{children}</div>
        <aside aria-label={railLabel} className="min-w-0 space-y-6 @4xl:sticky @4xl:top-20">
          {rail}
        </aside>
      </div>
    </div>
  );
}

export function RailSection({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section>
      <h2 className="mb-1.5 text-sm font-semibold">{title}</h2>
      <div className="text-sm text-muted">{children}</div>
    </section>
  );
}
