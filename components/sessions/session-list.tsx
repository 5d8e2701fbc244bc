'use client';

import { useRouter } from 'next/navigation';
import { useTranslations } from 'use-intl';
import { useState } from 'react';
import { describeUserAgent } from '@/lib/domain/people/user-agent';
import { endedSchema } from '@/lib/domain/answers/user';
import { apiFetch } from '../forms/api-fetch';
import { useFailureText } from '../forms/use-failure-text';
import { EntityTable } from '../lists/entity-table';
import { Badge } from '../ui/badge';
import { Button } from '../ui/button';
import { Time } from '../ui/time';
import { useToast } from '../ui/toast';

export interface SessionRow {
  id: string;
  connector: { id: string; name: string } | null;
  createdAt: Date;
  lastSeenAt: Date;
  userAgent: string | null;
  isOwn: boolean;
}

interface SessionListProps {
  sessions: readonly SessionRow[];
  /** One's own, which may be ended one by one. */
  mayEnd: boolean;
}

/** A user's sessions. Needs the messages `users`. */
export function SessionList({ sessions, mayEnd }: SessionListProps) {
  const t = useTranslations('users');
  if (sessions.length === 0) return <p className="text-muted">{t('sessions.none')}</p>;
  return (
    <EntityTable
      caption={t('sessions.title')}
      rows={sessions}
      getKey={(session) => session.id}
      columns={[
        {
          key: 'browser',
          header: t('sessions.browser'),
          cell: (session) => (
            <span className="flex flex-wrap items-center gap-2">
              {describeUserAgent(session.userAgent) ?? t('sessions.unknownBrowser')}
              {session.isOwn && <Badge tone="accent">{t('sessions.this')}</Badge>}
            </span>
          ),
        },
        {
          key: 'way',
          header: t('sessions.way'),
          cell: (session) =>
            session.connector ? t('sessions.with', { connector: session.connector.name }) : t('sessions.withPassword'),
        },
        { key: 'since', header: t('sessions.since'), cell: (session) => <Time value={session.createdAt} /> },
        { key: 'active', header: t('sessions.active'), cell: (session) => <Time value={session.lastSeenAt} /> },
      ]}
      menuHeader={t('menuColumn')}
      menu={mayEnd ? (session) => (session.isOwn ? null : <EndSession id={session.id} />) : undefined}
    />
  );
}

function EndSession({ id }: { id: string }) {
  const t = useTranslations('users');
  const router = useRouter();
  const toast = useToast();
  const failureText = useFailureText();
  const [busy, setBusy] = useState(false);
  const end = async () => {
    setBusy(true);
    try {
      const { ended } = await apiFetch(`/api/account/sessions/${id}`, endedSchema, { method: 'DELETE' });
      toast({ title: t('endSessions.done', { count: ended }) });
      router.refresh();
    } catch (error) {
      toast({ title: failureText(error).message, tone: 'danger' });
    } finally {
      setBusy(false);
    }
  };
  return (
    <Button size="small" className="whitespace-nowrap" busy={busy} onClick={() => void end()}>
      {t('sessions.end')}
    </Button>
  );
}
