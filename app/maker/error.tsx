'use client';

import { ErrorView } from '@/components/shell/error-view';

/** Within the frame: the menu still leads on. */
export default function ErrorPage({ error, retry }: { error: Error & { digest?: string }; retry: () => void }) {
  return <ErrorView isInShell error={error} retry={retry} homeHref="/maker" />;
}
