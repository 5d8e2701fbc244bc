import { useRouter } from 'next/navigation';
import { useTranslations } from 'use-intl';
import { useState } from 'react';
import { duplicatedSchema } from '@/lib/domain/answers/row';
import { apiFetch } from '../forms/api-fetch';
import { useFailureText } from '../forms/use-failure-text';
import { noticeLeaving } from '../ui/leave-guard';
import { useToast } from '../ui/toast';

/** Duplicates an entity and opens the copy. `api` and `href` are those of the original's kind, without an id. */
export function useDuplicate({ id, name, api, href }: { id: string; name: string; api: string; href: string }) {
  const t = useTranslations('lists');
  const router = useRouter();
  const toast = useToast();
  const failureText = useFailureText();
  const [busy, setBusy] = useState(false);
  const duplicate = async () => {
    setBusy(true);
    try {
      const { result: copy, hasLeft } = await noticeLeaving(
        apiFetch(`${api}/${id}/duplicate`, duplicatedSchema, { method: 'POST' }),
      );
      toast({ title: t('duplicated', { name }) });
      if (!hasLeft) router.push(`${href}/${copy.id}`);
      router.refresh();
    } catch (error) {
      toast({ title: failureText(error).message, tone: 'danger' });
    } finally {
      setBusy(false);
    }
  };
  return { duplicate, busy };
}
