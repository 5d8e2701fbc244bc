'use client';

import { useRouter } from 'next/navigation';
import { useTranslations } from 'use-intl';
import { useState, type ReactNode } from 'react';
import { endedSchema } from '@/lib/domain/answers/user';
import { versionedSchema } from '@/lib/domain/base/api';
import { apiFetch, nothing } from '../forms/api-fetch';
import { useFailureText } from '../forms/use-failure-text';
import { ConfirmDialog } from '../ui/confirm-dialog';
import type { ShownFailure } from '../ui/failure-callout';
import { useToast } from '../ui/toast';
import { LinkDialog } from './link-dialog';

export interface ActionableUser {
  id: string;
  name: string;
  hasPassword: boolean;
}

type Panel = 'link' | 'disable' | 'endSessions' | 'resetSecondFactor';

interface UserActions {
  open: (panel: Panel) => void;
  enable: () => void;
  /** The dialogs; rendered outside whatever opens them. */
  dialogs: ReactNode;
}

/** Actions on a user besides editing, for the row's menu and the user's page. */
export function useUserActions(user: ActionableUser): UserActions {
  const t = useTranslations('users');
  const router = useRouter();
  const toast = useToast();
  const failureText = useFailureText();
  const [panel, setPanel] = useState<Panel>();
  const api = `/api/users/${user.id}`;
  const close = () => setPanel(undefined);

  const inDialog = async (work: () => Promise<string>): Promise<ShownFailure | undefined> => {
    try {
      toast({ title: await work() });
    } catch (error) {
      return failureText(error);
    }
    router.refresh();
    return undefined;
  };
  const enable = async () => {
    const failure = await inDialog(async () => {
      await apiFetch(`${api}/enable`, versionedSchema, { method: 'POST' });
      return t('enable.done', { name: user.name });
    });
    if (failure !== undefined) toast({ title: failure.message, tone: 'danger' });
  };

  return {
    open: setPanel,
    enable: () => void enable(),
    dialogs: (
      <>
        {panel === 'link' && <LinkDialog user={user} onClose={close} />}
        <ConfirmDialog
          open={panel === 'disable'}
          onOpenChange={close}
          title={t('disable.title', { name: user.name })}
          description={t('disable.text')}
          confirmLabel={t('disable.verb')}
          onConfirm={() =>
            inDialog(async () => {
              await apiFetch(`${api}/disable`, versionedSchema, { method: 'POST' });
              return t('disable.done', { name: user.name });
            })
          }
        />
        <ConfirmDialog
          open={panel === 'endSessions'}
          onOpenChange={close}
          title={t('endSessions.title', { name: user.name })}
          description={t('endSessions.text')}
          confirmLabel={t('endSessions.verb')}
          onConfirm={() =>
            inDialog(async () => {
              const { ended } = await apiFetch(`${api}/sessions`, endedSchema, { method: 'DELETE' });
              return t('endSessions.done', { count: ended });
            })
          }
        />
        <ConfirmDialog
          open={panel === 'resetSecondFactor'}
          onOpenChange={close}
          title={t('secondFactor.resetTitle', { name: user.name })}
          description={t('secondFactor.resetText', { name: user.name })}
          confirmLabel={t('menu.resetSecondFactor')}
          onConfirm={() =>
            inDialog(async () => {
              await apiFetch(`${api}/second-factor`, nothing, { method: 'DELETE' });
              return t('secondFactor.done', { name: user.name });
            })
          }
        />
      </>
    ),
  };
}
