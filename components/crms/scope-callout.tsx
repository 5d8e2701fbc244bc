'use client';

import { useTranslations } from 'use-intl';
import type { NeededScope, ScopePlan } from '@/lib/domain/rules/scope-plan';
import { Callout } from '../ui/callout';
import { TextLink } from '../ui/text-link';

/** Lists the scopes that the configuration needs but doesn't have, each with the reason. */
export function ScopeCallout({ plan, method }: { plan: ScopePlan | null; method: { id: string; name: string } }) {
  const t = useTranslations('crm');
  if (plan === null) return null;
  const isGrantKnown = plan.missing !== null;
  const lacking = plan.missing ?? plan.unlisted;
  if (lacking.length === 0) return null;
  return (
    <Callout
      tone="warning"
      className="mb-5"
      title={t(isGrantKnown ? 'scopes.missing' : 'scopes.unlisted', { count: lacking.length })}
      action={
        <TextLink href={`/maker/authentication-methods/${method.id}`}>
          {t('scopes.action', { name: method.name })}
        </TextLink>
      }
    >
      <p>{t(isGrantKnown ? 'scopes.missingText' : 'scopes.unlistedText')}</p>
      <ScopeList scopes={lacking} />
    </Callout>
  );
}

function ScopeList({ scopes }: { scopes: readonly NeededScope[] }) {
  const say = useTranslations('scope-plan');
  return (
    <ul className="mt-1.5 space-y-1.5">
      {scopes.map(({ scope, reasons }) => (
        <li key={scope}>
          <code className="font-mono text-sm break-all">{scope}</code>
          <ul className="text-sm text-muted">
            {reasons.map((reason) => (
              <li key={JSON.stringify(reason)}>{say(reason.key, reason.params)}</li>
            ))}
          </ul>
        </li>
      ))}
    </ul>
  );
}
