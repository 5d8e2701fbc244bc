'use client';

import './globals.css';

/** The layout itself failed, and with it the messages: both languages stand here. */
export default function GlobalError({ error }: { error: Error & { digest?: string } }) {
  return (
    <html lang="en" data-theme="system">
      <body>
        <title>Maker</title>
        <main className="mx-auto flex min-h-dvh max-w-md flex-col justify-center gap-6 px-4">
          <section>
            <h1 className="text-lg font-semibold">The Maker could not show this page</h1>
            <p className="mt-1 text-muted">Nothing you did was changed by this. Load the page again in a moment.</p>
          </section>
          <section lang="fr">
            <h2 className="text-lg font-semibold">Le Maker n’a pas pu afficher cette page</h2>
            <p className="mt-1 text-muted">
              Rien de ce que vous avez fait n’en est modifié. Rechargez la page dans un instant.
            </p>
          </section>
          {error.digest !== undefined && (
            <code className="font-mono text-xs text-muted select-all">{error.digest}</code>
          )}
        </main>
      </body>
    </html>
  );
}
