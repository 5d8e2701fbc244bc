'use client';

import { useTranslations } from 'use-intl';
import { dependencyListSchema, type DependencyItem } from '@/lib/domain/answers/row';
import { DependentList, type Dependent } from '../ui/confirm-dialog';
import { Dialog } from '../ui/dialog';
import { LoadView } from './load-view';
import type { RowEntity } from './row-entity';
import { useApiLoad } from './use-api-load';

interface DependenciesDialogProps {
  entity: Pick<RowEntity, 'name'>;
  /** `{api}/{id}`. */
  api: string;
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

/** Where an entity is used. */
export function DependenciesDialog({ entity, api, open, onOpenChange }: DependenciesDialogProps) {
  const t = useTranslations('lists');
  const common = useTranslations('common');
  const toDependents = useDependents();
  const loaded = useApiLoad(open ? `${api}/dependencies` : null, dependencyListSchema);
  return (
    <Dialog size="small" open={open} onOpenChange={onOpenChange} title={t('dependencies.of', { name: entity.name })}>
      <LoadView loaded={loaded}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="text-muted">{t('dependencies.none')}</p>
          ) : (
            <DependentList title={common('usedBy', { count: items.length })} dependents={toDependents(items)} />
          )
        }
      </LoadView>
    </Dialog>
  );
}

/** Translates the API's list. */
export function useDependents(): (items: readonly DependencyItem[]) => Dependent[] {
  const t = useTranslations('lists');
  return (items) => items.map((item) => ({ kind: t(`entities.${item.entityType}`), name: item.name, href: item.href }));
}
