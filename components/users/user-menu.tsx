'use client';

import { CircleCheck, CircleMinus, LogOut, Link as LinkIcon } from 'lucide-react';
import { useTranslations } from 'use-intl';
import type { UserState } from '@/lib/domain/people/people';
import { RowMenu, type RowMenuProps } from '../lists/row-menu';
import { MenuItem, MenuSeparator } from '../ui/dropdown-menu';
import { useUserActions } from './use-user-actions';

interface UserMenuProps {
  user: { id: string; name: string; version: number; hasPassword: boolean; state: UserState };
  can: RowMenuProps['can'];
  /** The current user lacks this user's permissions, or is this user. */
  isManageable: boolean;
  isOwn: boolean;
  /** Not on the user's own page. */
  onDetailPage?: boolean;
}

export function UserMenu({ user, can, isManageable, isOwn, onDetailPage = false }: UserMenuProps) {
  const t = useTranslations('users');
  const actions = useUserActions(user);
  const mayChange = can.modify && isManageable;
  return (
    <>
      <RowMenu
        entity={{ type: 'user', id: user.id, name: user.name }}
        api="/api/users"
        href="/maker/users"
        can={{ ...can, modify: mayChange, remove: can.remove && isManageable && !isOwn }}
        without={onDetailPage ? ['open'] : []}
        duplicateHref={`/maker/users/new?from=${user.id}`}
        deleteDespiteDependents
        deleteConsequence={t('delete.consequence')}
        afterDeleteHref={onDetailPage ? '/maker/users' : undefined}
      >
        {mayChange && (
          <>
            <MenuSeparator />
            {user.state !== 'disabled' && (
              <MenuItem icon={<LinkIcon aria-hidden />} onSelect={() => actions.open('link')}>
                {t(user.hasPassword ? 'menu.link_reset' : 'menu.link_set_up')}
              </MenuItem>
            )}
            <MenuItem icon={<LogOut aria-hidden />} onSelect={() => actions.open('endSessions')}>
              {t('menu.endSessions')}
            </MenuItem>
            {user.state === 'disabled' ? (
              <MenuItem icon={<CircleCheck aria-hidden />} onSelect={actions.enable}>
                {t('menu.enable')}
              </MenuItem>
            ) : (
              !isOwn && (
                <MenuItem icon={<CircleMinus aria-hidden />} onSelect={() => actions.open('disable')}>
                  {t('menu.disable')}
                </MenuItem>
              )
            )}
          </>
        )}
      </RowMenu>
      {actions.dialogs}
    </>
  );
}
