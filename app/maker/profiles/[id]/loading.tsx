import { DetailSkeleton } from '@/components/ui/skeleton';
import { getTranslations } from '@/lib/web/i18n';

export default async function Loading() {
  return <DetailSkeleton label={(await getTranslations('common'))('loading')} />;
}
