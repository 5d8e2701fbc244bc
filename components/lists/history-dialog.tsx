'use client';

import { useTranslations } from 'use-intl';
import { historyPageSchema } from '@/lib/domain/answers/row';
import { Dialog } from '../ui/dialog';
import { TextLink } from '../ui/text-link';
import { HistoryPanel } from './history-panel';
import { LoadView } from './load-view';
import type { RowEntity } from './row-entity';
import { useApiLoad } from './use-api-load';

interface HistoryDialogProps {
  entity: Pick<RowEntity, 'type' | 'id' | 'name'>;
  open: boolean;
  onOpenChange: (open: boolean) => void;
  fieldLabels?: Readonly<Record<string, string>>;
}

export function HistoryDialog({ entity, open, onOpenChange, fieldLabels }: HistoryDialogProps) {
  const t = useTranslations('lists');
  const query = new URLSearchParams({ entityType: entity.type, entityId: entity.id }).toString();
  const loaded = useApiLoad(open ? `/api/history?${query}` : null, historyPageSchema);
  return (
    <Dialog size="large" open={open} onOpenChange={onOpenChange} title={t('history.of', { name: entity.name })}>
      <LoadView loaded={loaded}>
        {(page) => (
          <>
            <HistoryPanel items={page.items} fieldLabels={fieldLabels} />
            {page.nextCursor !== null && (
              <p className="mt-4">
                <TextLink href={`/maker/history?${query}`}>{t('history.all')}</TextLink>
              </p>
            )}
          </>
        )}
      </LoadView>
    </Dialog>
  );
}
