'use client';

import './globals.css';

/** The layout itself failed, and with it the messages: so the page is in both languages. */
export default function GlobalError({ error }: { error: Error & { digest?: string } }) {
  return (
    <html lang="en" data-theme="system">
      <body>
        <title>Maker</title>
        <main className="mx-auto flex min-h-dvh max-w-md flex-col justify-center gap-6 px-4">
          <section>
            <h1 className="text-lg font-semibold">This page can’t be shown</h1>
            <p className="mt-1 text-muted">None of your data was changed. Reload the page in a moment.</p>
          </section>
          <section lang="fr">
            <h2 className="text-lg font-semibold">Cette page ne peut pas être affichée</h2>
            <p className="mt-1 text-muted">Aucune de vos données n’a changé. Rechargez la page dans un instant.</p>
          </section>
          {error.digest !== undefined && (
            <code className="font-mono text-xs text-muted select-all">{error.digest}</code>
          )}
        </main>
      </body>
    </html>
  );
}
