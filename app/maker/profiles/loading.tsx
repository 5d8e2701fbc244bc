import { ListSkeleton } from '@/components/ui/skeleton';
import { getTranslations } from '@/lib/web/i18n';

export default async function Loading() {
  return <ListSkeleton label={(await getTranslations('common'))('loading')} />;
}
