'use client';

import { useId } from 'react';
import { useTranslations } from 'use-intl';
import type { SimulatedPlan } from '@/lib/domain/answers/simulation';
import { useReadableObjects } from '../crm-objects/readable-objects';
import { TraceList } from './trace-list';
import { TriedRequests } from './tried-requests';

/** What would be logged in one CRM: the values, the records it would be linked with, the requests, and why. */
export function TriedPlan({ plan, namesCrm }: { plan: SimulatedPlan; namesCrm: boolean }) {
  const t = useTranslations('rules');
  const { objectOf, formatValue } = useReadableObjects();
  const object = objectOf(plan.objectId);
  const values = Object.entries(plan.values ?? {}).flatMap(([apiName, value]) => {
    const field = object?.fields.find((candidate) => candidate.apiName === apiName);
    return value === null
      ? []
      : [{ apiName, raw: value, name: field?.name, text: field ? formatValue(field, value) : value }];
  });
  const title = namesCrm ? t('try.loggedIn', { crm: plan.crm.name }) : t('try.logged');
  return (
    <section className="space-y-2">
      <div>
        <h3 className="text-sm font-semibold">{title}</h3>
        <p className="text-sm text-muted">
          {t(`try.plan.${plan.kind}`, {
            rule: plan.ruleName ?? '',
            object: object?.name ?? plan.objectApiName ?? '',
          })}
        </p>
        {!plan.isConnected && <p className="text-sm text-warning">{t('try.notConnected')}</p>}
      </div>
      {values.length > 0 && (
        <dl className="grid gap-x-4 gap-y-1.5 rounded-card border px-3 py-2 text-sm sm:grid-cols-2">
          {values.map(({ apiName, name, text, raw }) => (
            <div key={apiName} className="contents">
              <dt className="text-muted">
                {name} <span className="font-mono text-xs break-all sm:block">{apiName}</span>
              </dt>
              <dd title={text === raw ? undefined : raw} className="min-w-0 break-words">
                {text}
              </dd>
            </div>
          ))}
        </dl>
      )}
      <TriedLinks {...plan} />
      <TriedRequests label={t('try.requests', { count: plan.requests.length })} requests={plan.requests} />
      <TraceList
        label={title}
        entries={values.length > 0 ? plan.trace.filter(({ code }) => code !== 'field_filled') : plan.trace}
      />
    </section>
  );
}

function TriedLinks({ links, hasUnknownLinks }: Pick<SimulatedPlan, 'links' | 'hasUnknownLinks'>) {
  const t = useTranslations('rules');
  const titleId = useId();
  return (
    <>
      {links.length > 0 && (
        <div className="text-sm">
          <h4 id={titleId} className="font-medium">
            {t('try.links')}
          </h4>
          <ul aria-labelledby={titleId}>
            {links.map(({ objectApiName, objectName, id, title }) => (
              <li key={`${objectApiName} ${id}`} className="break-words">
                {title ?? objectName}{' '}
                <span className="font-mono text-xs text-muted">
                  {objectApiName} {id}
                </span>
              </li>
            ))}
          </ul>
        </div>
      )}
      {hasUnknownLinks && <p className="text-sm text-warning">{t('try.unknownLinks')}</p>}
    </>
  );
}
