'use client';

import { Pencil, Trash2 } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { useState } from 'react';
import type { FactorKind } from '@/lib/domain/people/second-factor';
import { EntityTable } from '../lists/entity-table';
import { RowMenuFrame } from '../lists/row-menu-frame';
import { MenuItem } from '../ui/dropdown-menu';
import { Time } from '../ui/time';
import { RemoveFactor } from './remove-factor';
import { RenameFactor } from './rename-factor';

export interface FactorRow {
  id: string;
  kind: FactorKind;
  name: string;
  createdAt: Date;
  lastUsedAt: Date | null;
}

export function FactorTable({ factors }: { factors: readonly FactorRow[] }) {
  const t = useTranslations('second-factor');
  return (
    <EntityTable
      caption={t('caption')}
      rows={factors}
      getKey={(factor) => factor.id}
      columns={[
        { key: 'name', header: t('name'), cell: (factor) => factor.name },
        { key: 'kind', header: t('kind'), cell: (factor) => t(`kinds.${factor.kind}`) },
        { key: 'created', header: t('created'), cell: (factor) => <Time value={factor.createdAt} /> },
        {
          key: 'used',
          header: t('lastUsed'),
          cell: (factor) => (factor.lastUsedAt ? <Time value={factor.lastUsedAt} /> : t('never')),
        },
      ]}
      menuHeader={t('menuColumn')}
      menu={(factor) => <FactorMenu factor={factor} isLast={factors.length === 1} />}
    />
  );
}

function FactorMenu({ factor, isLast }: { factor: FactorRow; isLast: boolean }) {
  const t = useTranslations('second-factor');
  const [panel, setPanel] = useState<'rename' | 'remove'>();
  return (
    <>
      <RowMenuFrame label={t('actions', { name: factor.name })}>
        <MenuItem icon={<Pencil aria-hidden />} onSelect={() => setPanel('rename')}>
          {t('rename')}
        </MenuItem>
        <MenuItem icon={<Trash2 aria-hidden />} onSelect={() => setPanel('remove')}>
          {t('remove')}
        </MenuItem>
      </RowMenuFrame>
      {panel === 'rename' && <RenameFactor factor={factor} onClose={() => setPanel(undefined)} />}
      <RemoveFactor factor={factor} isLast={isLast} open={panel === 'remove'} onClose={() => setPanel(undefined)} />
    </>
  );
}
