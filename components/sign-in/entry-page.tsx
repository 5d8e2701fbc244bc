import type { ReactNode } from 'react';
import { Logo } from '../shell/logo';
import { LanguageChoice } from '../settings/language-choice';

interface EntryPageProps {
  title: string;
  description?: ReactNode;
  children: ReactNode;
  /** Below the card: the other ways on. */
  footer?: ReactNode;
  /** Whoever is signed in has chosen the language under My account. */
  isSignedIn?: boolean;
}

/** The frame of pages that need no session. */
export function EntryPage({ title, description, children, footer, isSignedIn = false }: EntryPageProps) {
  return (
    <div className="flex min-h-dvh flex-col bg-canvas px-4">
      <main className="mx-auto flex w-full max-w-md flex-1 flex-col justify-center py-10">
        <p className="mb-6 flex items-center gap-2.5 text-base font-semibold tracking-title">
          <Logo className="size-7" />
          Maker
        </p>
        <div className="rounded-card border bg-raised px-5 py-6 shadow-float sm:px-7">
          <h1 className="text-lg font-semibold tracking-title">{title}</h1>
          {description !== undefined && <p className="mt-1 text-muted">{description}</p>}
          <div className="mt-5">{children}</div>
        </div>
        {footer !== undefined && <div className="mt-5">{footer}</div>}
      </main>
      <footer className="mx-auto w-full max-w-md pb-5">{!isSignedIn && <LanguageChoice />}</footer>
    </div>
  );
}
