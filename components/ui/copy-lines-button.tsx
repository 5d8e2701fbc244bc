'use client';

import { Check, Copy } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslations } from 'use-intl';
import { useAnnounce } from './announcer';
import { Button } from './button';
import { copyText } from './copy-text';

/** Several lines to the clipboard. */
export function CopyLinesButton({ label, lines }: { label: string; lines: readonly string[] }) {
  const t = useTranslations('common');
  const announce = useAnnounce();
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), 2000);
    return () => clearTimeout(timer);
  }, [copied]);

  const copy = async () => {
    const done = await copyText(lines.join('\n'), null);
    setCopied(done);
    announce(done ? t('copiedLabel', { label }) : t('copyByHand'));
  };
  return (
    <Button size="small" disabled={lines.length === 0} onClick={() => void copy()} icon={copied ? <Check aria-hidden className="size-4 text-success" /> : <Copy aria-hidden className="size-4" />}>
      {copied ? t('copied') : label}
    </Button>
  );
}
