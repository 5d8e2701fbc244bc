'use client';

import { useTranslations } from 'use-intl';
import type { CloseQuestion } from '../ui/leave-guard';

/** What a page and a dialog ask before typed things are lost, in the same words. Each names what is not saved where it can. */
export function useUnsavedQuestion(): (title: 'page' | 'dialog', changed?: string) => CloseQuestion {
  const t = useTranslations('forms');
  return (title, changed = '') => ({
    title: t(title === 'page' ? 'leave.title' : 'leave.titleDialog'),
    text: changed === '' ? t('leave.text') : t('leave.textNamed', { changed }),
    close: t('leave.confirm'),
    stay: t('leave.stay'),
  });
}
