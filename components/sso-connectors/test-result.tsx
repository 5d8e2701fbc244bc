'use client';

import { useTranslations } from 'use-intl';
import { TEST_STAGES, type SignInTest } from '@/lib/domain/people/sign-in-test';
import type { ConnectorType } from '@/lib/domain/people/sso';
import { Checklist } from '../ui/checklist';
import { DescriptionList } from '../ui/description-list';

/** Stage by stage what a test sign-in found, with the provider's own words and what to look at. */
export function TestResult({ type, result }: { type: ConnectorType; result: SignInTest }) {
  const t = useTranslations('sso-connectors');
  const attempts = useTranslations('attempts');
  const { failure, identity, user } = result;
  const reached = failure === null ? TEST_STAGES.length : TEST_STAGES.indexOf(failure.stage);
  const words = [failure?.providerCode, failure?.providerMessage].filter(Boolean).join(': ');
  return (
    <div className="space-y-4">
      <Checklist
        label={t('test.stages.label')}
        items={TEST_STAGES.map((stage, index) => ({
          id: stage,
          state: index < reached ? 'done' : index === reached ? 'attention' : 'todo',
          title: t(`test.stages.${stage}`),
          ...(failure !== null && index === reached
            ? {
                description: (
                  <>
                    <span className="block">{attempts(`reasons.${failure.reason}`)}</span>
                    {words !== '' && <span className="block break-words">{t('test.providerSays', { words })}</span>}
                    {failure.hint !== null && <span className="block">{t(`test.hints.${failure.hint}`)}</span>}
                  </>
                ),
              }
            : {}),
        }))}
      />
      {identity !== null && (
        <DescriptionList
          items={[
            {
              term: type === 'oidc' ? t('test.issuer') : t('test.portal'),
              value: identity.account,
              mono: true,
            },
            { term: type === 'oidc' ? t('test.subject') : t('test.hubspotUser'), value: identity.subject, mono: true },
            { term: t('test.email'), value: identity.email ?? '–' },
            ...(identity.groups.length > 0 ? [{ term: t('test.groups'), value: identity.groups.join(', ') }] : []),
            ...(identity.acr !== null || identity.amr.length > 0
              ? [
                  {
                    term: t('test.strength'),
                    value: [...(identity.acr === null ? [] : [identity.acr]), ...identity.amr].join(', '),
                  },
                ]
              : []),
            ...(user !== null ? [{ term: t('test.user'), value: t('test.userWithRole', user) }] : []),
          ]}
        />
      )}
    </div>
  );
}
