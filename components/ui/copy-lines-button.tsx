'use client';

import { Check, Copy } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { Button } from './button';
import { useCopy } from './use-copy';

/** Copies several lines. */
export function CopyLinesButton({ label, lines }: { label: string; lines: readonly string[] }) {
  const t = useTranslations('common');
  const { copied, copy } = useCopy(label);
  return (
    <Button
      size="small"
      disabled={lines.length === 0}
      onClick={() => void copy(lines.join('\n'), null)}
      icon={copied ? <Check aria-hidden className="size-4 text-success" /> : <Copy aria-hidden className="size-4" />}
    >
      {copied ? t('copied') : label}
    </Button>
  );
}
