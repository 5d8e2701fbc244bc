'use client';

import { Copy, History, Link2, SquareArrowOutUpRight, Tags, Trash2 } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { useState, type ReactNode } from 'react';
import { MenuItem, MenuSeparator } from '../ui/dropdown-menu';
import type { RowEntity } from './row-entity';
import { DeleteDialog } from './delete-dialog';
import { DependenciesDialog } from './dependencies-dialog';
import { HistoryDialog } from './history-dialog';
import { RowMenuFrame } from './row-menu-frame';
import { TagsDialog } from './tags-dialog';
import { useDuplicate } from './use-duplicate';

export interface RowMenuProps {
  entity: RowEntity;
  /** Of our API, without the id: `/api/sso/connectors`. */
  api: string;
  /** Of the pages, without the id: `/maker/sso-connectors`. */
  href: string;
  /** The user's permissions. `without` omits entries that never apply to the module. */
  can: { create: boolean; modify: boolean; remove: boolean; history: boolean };
  without?: readonly ('open' | 'duplicate' | 'dependencies' | 'history' | 'tags' | 'delete')[];
  /** MenuItems of the module itself, between tags and delete: activate, disable. */
  children?: ReactNode;
  /** The page for a copy that needs input first. By default, copies are created immediately. */
  duplicateHref?: string;
  /** Shows dependents before a deletion without preventing it. */
  deleteDespiteDependents?: boolean;
  /** What else is deleted. */
  deleteConsequence?: string;
  /** Where to go after a deletion, if the menu is on the entity's page. */
  afterDeleteHref?: string;
  fieldLabels?: Readonly<Record<string, string>>;
}

type Panel = 'dependencies' | 'history' | 'tags' | 'delete';

/** Always last in a row, always in this order: open, duplicate, dependencies, history, tags, delete. */
export function RowMenu({
  entity,
  api,
  href,
  can,
  without = [],
  children,
  deleteConsequence,
  afterDeleteHref,
  fieldLabels,
  duplicateHref,
  deleteDespiteDependents,
}: RowMenuProps) {
  const t = useTranslations('lists');
  const [panel, setPanel] = useState<Panel>();
  const has = (entry: NonNullable<RowMenuProps['without']>[number]) => !without.includes(entry);
  const { duplicate, busy } = useDuplicate({ ...entity, api, href });
  const itemApi = `${api}/${entity.id}`;
  const close = () => setPanel(undefined);

  return (
    <>
      <RowMenuFrame label={t('menu.of', { name: entity.name })} busy={busy}>
        {has('open') && (
          <MenuItem href={`${href}/${entity.id}`} icon={<SquareArrowOutUpRight aria-hidden />}>
            {t('menu.open')}
          </MenuItem>
        )}
        {has('duplicate') && can.create && (
          <MenuItem
            icon={<Copy aria-hidden />}
            {...(duplicateHref === undefined ? { onSelect: () => void duplicate() } : { href: duplicateHref })}
          >
            {t('menu.duplicate')}
          </MenuItem>
        )}
        {has('dependencies') && (
          <MenuItem icon={<Link2 aria-hidden />} onSelect={() => setPanel('dependencies')}>
            {t('menu.dependencies')}
          </MenuItem>
        )}
        {has('history') && can.history && (
          <MenuItem icon={<History aria-hidden />} onSelect={() => setPanel('history')}>
            {t('menu.history')}
          </MenuItem>
        )}
        {has('tags') && (
          <MenuItem icon={<Tags aria-hidden />} onSelect={() => setPanel('tags')}>
            {t('menu.tags')}
          </MenuItem>
        )}
        {children}
        {has('delete') && can.remove && (
          <>
            <MenuSeparator />
            <MenuItem danger icon={<Trash2 aria-hidden />} onSelect={() => setPanel('delete')}>
              {t('menu.delete')}
            </MenuItem>
          </>
        )}
      </RowMenuFrame>
      {panel === 'dependencies' && <DependenciesDialog entity={entity} api={itemApi} open onOpenChange={close} />}
      {panel === 'history' && <HistoryDialog entity={entity} fieldLabels={fieldLabels} open onOpenChange={close} />}
      {panel === 'tags' && (
        <TagsDialog entity={entity} api={itemApi} canModify={can.modify} open onOpenChange={close} />
      )}
      {panel === 'delete' && (
        <DeleteDialog
          entity={entity}
          api={itemApi}
          consequence={deleteConsequence}
          despiteDependents={deleteDespiteDependents}
          afterHref={afterDeleteHref}
          open
          onOpenChange={close}
        />
      )}
    </>
  );
}
