'use client';

import { useTranslations } from 'use-intl';
import { describeUserAgent } from '@/lib/domain/people/user-agent';
import { EntityTable, type Column } from '../lists/entity-table';
import { Status } from '../ui/status';
import { TextLink } from '../ui/text-link';
import { Time } from '../ui/time';
import { knownMessage } from '../ui/known-message';

interface AttemptRow {
  id: string;
  at: Date;
  way: 'password' | 'sso' | 'passkey';
  factor: 'totp' | 'passkey' | 'recovery_code' | null;
  email: string | null;
  portalId: string | null;
  providerUserId: string | null;
  allowed: boolean;
  reason: string | null;
  ip: string | null;
  userAgent: string | null;
  user: { id: string; name: string } | null;
  connector: { id: string; name: string; type: string } | null;
  acr: string | null;
  amr: readonly string[];
}

export interface AttemptTableProps {
  rows: readonly AttemptRow[];
  /** On a person's page the person is known; on a connector's page the connector is. */
  about: 'user' | 'connector';
  /** Whether the reader may open users. */
  linksUsers?: boolean;
}

/** Every attempt to get in, with its reason. Needs the messages `attempts`. */
export function AttemptTable({ rows, about, linksUsers = false }: AttemptTableProps) {
  const t = useTranslations('attempts');
  const wayText = ({ way, factor }: AttemptRow) => {
    if (way === 'sso') return '–';
    return way === 'passkey' ? t('ways.passkey') : t(`ways.password_${factor ?? 'alone'}`);
  };
  const columns: (Column<AttemptRow> | false)[] = [
    { key: 'at', header: t('at'), cell: (row) => <Time value={row.at} /> },
    {
      key: 'result',
      header: t('result'),
      cell: (row) =>
        row.allowed ? (
          <Status tone="on" label={t('allowed')} />
        ) : (
          <Status
            tone="failed"
            label={t('refused')}
            reason={knownMessage(t, `reasons.${row.reason ?? ''}`) ?? t('reasons.other')}
          />
        ),
    },
    {
      key: 'who',
      header: t('who'),
      cell: (row) => (
        <>
          <span className="block break-all">{row.email ?? t('noAddress')}</span>
          <Identity {...row} />
        </>
      ),
    },
    about === 'connector' && {
      key: 'user',
      header: t('user'),
      cell: (row) =>
        row.user === null ? (
          <span className="text-muted">{t('nobody')}</span>
        ) : linksUsers ? (
          <TextLink href={`/maker/users/${row.user.id}`}>{row.user.name}</TextLink>
        ) : (
          row.user.name
        ),
    },
    about === 'user' && {
      key: 'way',
      header: t('way'),
      cell: (row) => row.connector?.name ?? wayText(row),
    },
    {
      key: 'from',
      header: t('from'),
      cell: (row) => (
        <>
          <span className="block">{row.ip ?? '–'}</span>
          <span className="block text-muted">{describeUserAgent(row.userAgent)}</span>
        </>
      ),
    },
  ];
  return (
    <EntityTable
      caption={t('caption')}
      columns={columns.filter((column) => column !== false)}
      rows={rows}
      getKey={(row) => row.id}
    />
  );
}

/** By what the provider knows the person, and how it says that they were authenticated. */
function Identity({ portalId, providerUserId, connector, acr, amr }: AttemptRow) {
  const t = useTranslations('attempts');
  const isOidc = connector?.type === 'oidc';
  const strength = [...(acr === null ? [] : [acr]), ...amr].join(', ');
  const lines = [
    portalId !== null && (isOidc ? t('issuer', { issuer: portalId }) : t('portal', { id: portalId })),
    providerUserId !== null &&
      (isOidc ? t('subject', { subject: providerUserId }) : t('hubspotUser', { id: providerUserId })),
    strength !== '' && t('authentication', { values: strength }),
  ].filter((line) => line !== false);
  return lines.map((line) => (
    <span key={line} className="block break-all text-muted">
      {line}
    </span>
  ));
}
