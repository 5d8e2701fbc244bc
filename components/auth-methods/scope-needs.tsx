'use client';

import { useTranslations } from 'use-intl';
import type { ScopePlan } from '@/lib/domain/rules/scope-plan';
import { EntityTable } from '../lists/entity-table';
import { Callout } from '../ui/callout';
import { Card } from '../ui/card';
import { Status } from '../ui/status';

/** Compares the scopes that the configuration needs with those granted. */
export function ScopeNeeds({ plan }: { plan: ScopePlan }) {
  const t = useTranslations('auth-methods');
  const reason = useTranslations('scope-plan');
  const unlisted = new Set(plan.unlisted.map(({ scope }) => scope));
  const missing = plan.missing === null ? null : new Set(plan.missing.map(({ scope }) => scope));
  const lacking = plan.needed.filter(({ scope }) => unlisted.has(scope) || missing?.has(scope) === true);

  const state = (scope: string) => {
    if (missing?.has(scope) === true) return <Status tone="warning" label={t('need.missing')} />;
    if (missing !== null) return <Status tone="on" label={t('need.granted')} />;
    return unlisted.has(scope) ? (
      <Status tone="warning" label={t('need.unlisted')} />
    ) : (
      <Status tone="idle" label={t('need.notYet')} />
    );
  };
  return (
    <Card title={t('need.title')} description={t('need.text')}>
      <div className="space-y-4">
        {lacking.length > 0 ? (
          <Callout tone="warning" title={t('need.missingTitle', { count: lacking.length })}>
            <p>{t('need.missingText', { scopes: lacking.map(({ scope }) => scope).join(', ') })}</p>
          </Callout>
        ) : (
          missing !== null && <p className="text-sm text-muted">{t('need.allGranted')}</p>
        )}
        <div className="@container overflow-hidden rounded-control border">
          <EntityTable
            caption={t('need.title')}
            rows={plan.needed}
            getKey={({ scope }) => scope}
            columns={[
              { key: 'scope', header: t('need.scope'), mono: true, cell: ({ scope }) => scope },
              { key: 'state', header: t('need.state'), cell: ({ scope }) => state(scope) },
              {
                key: 'why',
                header: t('need.why'),
                cell: ({ reasons }) => (
                  <ul>
                    {reasons.map(({ key, params }) => (
                      <li key={`${key} ${JSON.stringify(params)}`}>{reason(key, params)}</li>
                    ))}
                  </ul>
                ),
              },
            ]}
          />
        </div>
        {plan.extra !== null && plan.extra.length > 0 && (
          <p className="text-sm break-words text-muted">{t('need.extra', { scopes: plan.extra.join(', ') })}</p>
        )}
      </div>
    </Card>
  );
}
