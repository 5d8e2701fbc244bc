'use client';

import { useTranslations } from 'use-intl';
import { useEffect, useState } from 'react';
import { useAnnounce } from './announcer';
import { copyText } from './copy-text';

/** Copies text, announces it, and sets `copied` for two seconds. `field` is selected if copying fails. */
export function useCopy(label: string): {
  copied: boolean;
  copy: (text: string, field: HTMLInputElement | null) => Promise<boolean>;
} {
  const t = useTranslations('common');
  const announce = useAnnounce();
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), 2000);
    return () => clearTimeout(timer);
  }, [copied]);

  const copy = async (text: string, field: HTMLInputElement | null) => {
    const done = await copyText(text, field);
    setCopied(done);
    announce(done ? t('copiedLabel', { label }) : t('copyByHand'));
    return done;
  };
  return { copied, copy };
}
