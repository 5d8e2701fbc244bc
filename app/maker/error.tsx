'use client';

import { ErrorView } from '@/components/shell/error-view';

/** Shown inside the shell, so that the menu stays usable. */
export default function ErrorPage({ error, retry }: { error: Error & { digest?: string }; retry: () => void }) {
  return <ErrorView isInShell error={error} retry={retry} homeHref="/maker" />;
}
