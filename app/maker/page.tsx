import { CircleCheck } from 'lucide-react';
import type { ReactNode } from 'react';
import { Callout } from '@/components/ui/callout';
import { Checklist, type ChecklistItem } from '@/components/ui/checklist';
import { LinkButton } from '@/components/ui/link-button';
import { PageHeader } from '@/components/ui/page-header';
import { Status } from '@/components/ui/status';
import { TextLink } from '@/components/ui/text-link';
import { Time } from '@/components/ui/time';
import { providerManifests } from '@/lib/integrations/crm/manifests';
import { readHome } from '@/lib/services/home/queries';
import { getTranslations } from '@/lib/web/i18n';
import { hasUntrustedProxy } from '@/lib/web/proxy-notice';
import { requirePage } from '@/lib/web/session';

export default async function HomePage() {
  const ctx = await requirePage('signed-in');
  const [t, common, shell, { steps, attention }] = await Promise.all([
    getTranslations('home'),
    getTranslations('common'),
    getTranslations('shell'),
    readHome(ctx),
  ]);
  const isSandbox = ctx.config.hubspotMode === 'sandbox';
  const guide = isSandbox ? ctx.config.hubspotAppUrl : providerManifests.hubspot.helpLinks[0]?.url;
  const appLink = guide !== undefined && (
    <TextLink href={guide} external externalLabel={common('opensInNewTab')}>
      {t(isSandbox ? 'openSandbox' : 'howToApp')}
    </TextLink>
  );
  const next = steps.find(({ isDone }) => !isDone)?.step;
  const done = steps.filter(({ isDone }) => isDone).length;
  const items = steps.map(({ step, isDone, href }): ChecklistItem => ({
    id: step,
    state: isDone ? 'done' : step === next ? 'current' : 'todo',
    title: t(`steps.${step}.title`),
    description: isDone ? undefined : <StepText text={t(`steps.${step}.text`)} link={step === 'method' && appLink} />,
    action:
      href === null || isDone ? undefined : (
        <LinkButton href={href} variant={step === next ? 'primary' : 'secondary'}>
          {t(`steps.${step}.action`)}
        </LinkButton>
      ),
  }));
  const isComplete = done === steps.length;
  // A method that was never connected counts as a setup step until setup is complete.
  const down = attention.methods.filter(
    ({ status, crms, connectors, portalId }) =>
      status === 'disabled' && crms + connectors > 0 && (isComplete || portalId !== null),
  );
  const { breakGlass } = attention;
  const isBehindProxy = ctx.actor.isAdministrator && hasUntrustedProxy();
  const isQuiet =
    !isBehindProxy &&
    breakGlass === null &&
    attention.hasWorker &&
    down.length === 0 &&
    [
      attention.ownGuessed,
      attention.failed,
      attention.withoutCustomer,
      attention.waiting,
      attention.refused,
      attention.guessed,
    ].every((count) => count === 0);

  return (
    <div className="max-w-200 space-y-7">
      <PageHeader
        title={t('title', { name: ctx.actor.name })}
        description={isComplete ? t('complete') : t('purpose')}
      />

      {(isComplete || !isQuiet) && (
        <Section id="attention" title={t('attention')}>
          {attention.ownGuessed > 0 && (
            <Callout
              tone="warning"
              title={shell('wrongPasswords', { count: attention.ownGuessed })}
              action={<TextLink href="/maker/settings/account">{shell('wrongPasswordsAction')}</TextLink>}
            >
              {shell('wrongPasswordsText')}
            </Callout>
          )}
          {breakGlass !== null && (
            <Callout
              tone="danger"
              title={t('breakGlass', { name: breakGlass.name })}
              action={<TextLink href={`/maker/users/${breakGlass.userId}`}>{t('breakGlassAction')}</TextLink>}
            >
              {t.rich('breakGlassText', { time: () => <Time value={breakGlass.at} /> })}
            </Callout>
          )}
          {down.map(({ id, name, crms, connectors }) => (
            <Callout
              key={id}
              tone="danger"
              title={t('down', { name })}
              action={<TextLink href={`/maker/authentication-methods/${id}`}>{t('downAction')}</TextLink>}
            >
              {t('effect', { crms, connectors })}
            </Callout>
          ))}
          {!attention.hasWorker && (
            <Callout tone="danger" title={t('noWorker')}>
              {t('noWorkerText')}
            </Callout>
          )}
          {attention.failed > 0 && (
            <Callout
              tone="danger"
              title={t('failed', { count: attention.failed })}
              action={<TextLink href="/maker/interactions?state=needs_administrator">{t('failedAction')}</TextLink>}
            />
          )}
          {attention.withoutCustomer > 0 && (
            <Callout
              tone="warning"
              title={t('withoutCustomer', { count: attention.withoutCustomer })}
              action={
                <TextLink href="/maker/interactions?state=without_customer">{t('withoutCustomerAction')}</TextLink>
              }
            />
          )}
          {attention.waiting > 0 && (
            <Callout
              tone="info"
              title={t('waiting', { count: attention.waiting })}
              action={<TextLink href="/maker/interactions?state=waiting">{t('waitingAction')}</TextLink>}
            />
          )}
          {attention.refused > 0 && (
            <Callout
              tone="warning"
              title={t('refused', { count: attention.refused })}
              action={<TextLink href="/maker/sso-connectors">{t('refusedAction')}</TextLink>}
            />
          )}
          {isBehindProxy && (
            <Callout tone="warning" title={t('proxy')}>
              {t('proxyText')}
            </Callout>
          )}
          {attention.guessed > 0 && (
            <Callout
              tone="warning"
              title={t('guessed', { count: attention.guessed })}
              action={<TextLink href="/maker/users?status=guessed">{t('guessedAction')}</TextLink>}
            />
          )}
          {isQuiet && (
            <p className="flex items-center gap-2 text-muted">
              <CircleCheck aria-hidden className="size-4 shrink-0 text-success" />
              {t('quiet')}
            </p>
          )}
        </Section>
      )}

      {attention.methods.length > 0 && (
        <Section id="connections" title={t('connections')}>
          <ul className="divide-y rounded-card border bg-raised">
            {attention.methods.map((method) => (
              <li key={method.id} className="grid gap-x-6 gap-y-1.5 px-4 py-3 sm:grid-cols-[minmax(0,1fr)_15rem]">
                <span className="min-w-0 break-words">
                  <TextLink href={`/maker/authentication-methods/${method.id}`}>{method.name}</TextLink>
                  <span className="block text-sm text-muted">
                    {method.portalId === null
                      ? t('noPortal')
                      : t('portal', { name: method.portalName ?? method.portalId, id: method.portalId })}
                  </span>
                </span>
                <Status
                  tone={method.status === 'enabled' ? 'on' : method.status === 'activating' ? 'pending' : 'warning'}
                  label={t(`status.${method.status}`)}
                  reason={
                    method.status === 'disabled' && method.crms + method.connectors > 0
                      ? t('effect', { crms: method.crms, connectors: method.connectors })
                      : undefined
                  }
                />
              </li>
            ))}
          </ul>
        </Section>
      )}

      <Section id="set-up" title={t('setUp', { done, total: steps.length })}>
        {isComplete ? (
          <details>
            <summary className="w-fit rounded-small text-muted hover:text-ink">{t('setUpShow')}</summary>
            <div className="mt-3">
              <Checklist items={items} label={t('setUpLabel')} />
            </div>
          </details>
        ) : (
          <>
            <progress
              aria-labelledby="set-up"
              value={done}
              max={steps.length}
              className="block h-1.5 w-full appearance-none overflow-hidden rounded-full bg-hover [&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-hover [&::-webkit-progress-value]:rounded-full [&::-webkit-progress-value]:bg-accent"
            />
            <Checklist items={items} label={t('setUpLabel')} />
          </>
        )}
      </Section>
    </div>
  );
}

function StepText({ text, link }: { text: string; link: ReactNode }) {
  return (
    <>
      {text}
      {link !== false && <span className="mt-1 block">{link}</span>}
    </>
  );
}

function Section({ id, title, children }: { id: string; title: string; children: ReactNode }) {
  return (
    <section aria-labelledby={id} className="space-y-3">
      <h2 id={id} className="text-base font-semibold">
        {title}
      </h2>
      {children}
    </section>
  );
}
