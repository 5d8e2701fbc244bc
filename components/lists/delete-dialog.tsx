'use client';

import { useRouter } from 'next/navigation';
import { useTranslations } from 'use-intl';
import { dependencyListSchema } from '@/lib/domain/answers/row';
import { apiFetch, nothing } from '../forms/api-fetch';
import { useFailureText } from '../forms/use-failure-text';
import { ConfirmDialog } from '../ui/confirm-dialog';
import { useToast } from '../ui/toast';
import { useDependents } from './dependencies-dialog';
import { LoadView } from './load-view';
import type { RowEntity } from './row-entity';
import { useApiLoad } from './use-api-load';

interface DeleteDialogProps {
  entity: RowEntity;
  /** `{api}/{id}`. */
  api: string;
  /** What else is deleted. */
  consequence?: string;
  /** Shows dependents without preventing the deletion. */
  despiteDependents?: boolean;
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** Where to go if the deleted entity's page is open. */
  afterHref?: string;
}

/** Checks for dependents first. If there are any, lists them instead of deleting. */
export function DeleteDialog({
  entity,
  api,
  consequence,
  despiteDependents = false,
  open,
  onOpenChange,
  afterHref,
}: DeleteDialogProps) {
  const t = useTranslations('lists');
  const router = useRouter();
  const toast = useToast();
  const failureText = useFailureText();
  const toDependents = useDependents();
  const loaded = useApiLoad(open ? `${api}/dependencies` : null, dependencyListSchema);
  const items = loaded.state === 'ready' ? loaded.data.items : [];
  const isBlocked = items.length > 0 && !despiteDependents;

  const remove = async () => {
    try {
      await apiFetch(api, nothing, { method: 'DELETE' });
    } catch (error) {
      return failureText(error);
    }
    toast({ title: t('delete.done', { name: entity.name }) });
    if (afterHref !== undefined) router.push(afterHref);
    router.refresh();
    return undefined;
  };

  return (
    <ConfirmDialog
      open={open}
      onOpenChange={onOpenChange}
      title={t('delete.title', { name: entity.name })}
      description={isBlocked ? undefined : (consequence ?? t('delete.final'))}
      dependents={toDependents(items)}
      confirmLabel={t(`delete.verb.${entity.type}`)}
      blocked={isBlocked ? t('delete.inUse') : undefined}
      loading={loaded.state !== 'ready'}
      onConfirm={remove}
    >
      {loaded.state !== 'ready' && <LoadView loaded={loaded}>{() => null}</LoadView>}
    </ConfirmDialog>
  );
}
