'use client';

import { RotateCw } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { Button } from '../ui/button';
import { LinkButton } from '../ui/link-button';
import { ProblemPage } from './problem-page';

export interface ErrorViewProps {
  /** What Next passes to an error page. `digest` identifies the error in the server's log, where its text stays. */
  error: Error & { digest?: string };
  retry: () => void;
  homeHref: string;
  isInShell?: boolean;
}

export function ErrorView({ error, retry, homeHref, isInShell = false }: ErrorViewProps) {
  const t = useTranslations('shell');
  const common = useTranslations('common');
  return (
    <ProblemPage
      isInShell={isInShell}
      title={t('problem.title')}
      action={
        <>
          <Button variant="primary" icon={<RotateCw aria-hidden className="size-4" />} onClick={retry}>
            {t('problem.retry')}
          </Button>
          <LinkButton href={homeHref}>{t('problem.home')}</LinkButton>
        </>
      }
    >
      <p role="alert">{t('problem.text')}</p>
      {error.digest !== undefined && (
        <p className="text-sm">
          {common('referenceId')} <code className="font-mono text-xs text-ink select-all">{error.digest}</code>
        </p>
      )}
    </ProblemPage>
  );
}
