'use client';

import { useTranslations } from 'use-intl';
import type { CloseQuestion } from '../ui/leave-guard';

/** The question before unsaved input is discarded, for pages and dialogs. */
export function useUnsavedQuestion(): (title: 'page' | 'dialog', changed?: string) => CloseQuestion {
  const t = useTranslations('forms');
  return (title, changed = '') => ({
    title: t(title === 'page' ? 'leave.title' : 'leave.titleDialog'),
    text: changed === '' ? t('leave.text') : t('leave.textNamed', { changed }),
    close: t('leave.confirm'),
    stay: t('leave.stay'),
  });
}
