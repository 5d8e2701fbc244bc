'use client';

import { useTranslations } from 'use-intl';
import { DetailSkeleton, ListSkeleton } from '../ui/skeleton';

/** For `loading.tsx` of a list: `export { ListLoading as default } from '@/components/lists/loading'`. */
export function ListLoading() {
  return <ListSkeleton label={useTranslations('common')('loading')} />;
}

export function DetailLoading() {
  return <DetailSkeleton label={useTranslations('common')('loading')} />;
}
