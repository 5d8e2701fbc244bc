import { Callout } from '@/components/ui/callout';
import { Checklist, type ChecklistItem } from '@/components/ui/checklist';
import { LinkButton } from '@/components/ui/link-button';
import { PageHeader } from '@/components/ui/page-header';
import { Status } from '@/components/ui/status';
import { TextLink } from '@/components/ui/text-link';
import { readAttention, readSetUp } from '@/lib/services/home/queries';
import { getTranslations } from '@/lib/web/i18n';
import { requirePage } from '@/lib/web/session';

export default async function HomePage() {
  const ctx = await requirePage('signed-in');
  const [t, steps, attention] = await Promise.all([getTranslations('home'), readSetUp(ctx), readAttention(ctx)]);
  const next = steps.find(({ isDone }) => !isDone)?.step;
  const done = steps.filter(({ isDone }) => isDone).length;
  const items = steps.map(
    ({ step, isDone, href }): ChecklistItem => ({
      id: step,
      state: isDone ? 'done' : step === next ? 'current' : 'todo',
      title: t(`steps.${step}.title`),
      description: isDone ? undefined : t(`steps.${step}.text`),
      action:
        href === null || isDone ? undefined : (
          <LinkButton href={href} variant={step === next ? 'primary' : 'secondary'}>
            {t(`steps.${step}.action`)}
          </LinkButton>
        ),
    }),
  );
  const isQuiet = attention.failed === 0 && attention.waiting === 0 && attention.refused === 0;

  return (
    <div className="max-w-200 space-y-8">
      <PageHeader title={t('title', { name: ctx.actor.name })} description={done === steps.length ? t('complete') : t('purpose')} />

      <section aria-labelledby="attention" className="space-y-3">
        <h2 id="attention" className="text-lg font-semibold">
          {t('attention')}
        </h2>
        {attention.failed > 0 && (
          <Callout tone="danger" title={t('failed', { count: attention.failed })} action={<TextLink href="/maker/interactions?state=failed">{t('failedAction')}</TextLink>} />
        )}
        {attention.waiting > 0 && (
          <Callout tone="info" title={t('waiting', { count: attention.waiting })} action={<TextLink href="/maker/interactions?state=pending">{t('waitingAction')}</TextLink>} />
        )}
        {attention.refused > 0 && <Callout tone="warning" title={t('refused', { count: attention.refused })} action={<TextLink href="/maker/sso-connectors">{t('refusedAction')}</TextLink>} />}
        {isQuiet && <p className="text-muted">{t('quiet')}</p>}
      </section>

      {attention.methods.length > 0 && (
        <section aria-labelledby="connections" className="space-y-3">
          <h2 id="connections" className="text-lg font-semibold">
            {t('connections')}
          </h2>
          <ul className="divide-y rounded-card border bg-raised">
            {attention.methods.map((method) => (
              <li key={method.id} className="flex flex-wrap items-center justify-between gap-2 px-4 py-3">
                <span className="min-w-0">
                  <TextLink href={`/maker/authentication-methods/${method.id}`}>{method.name}</TextLink>
                  <span className="block text-sm text-muted">
                    {method.portalId === null ? t('noPortal') : t('portal', { name: method.portalName ?? method.portalId, id: method.portalId })}
                  </span>
                </span>
                <Status
                  tone={method.status === 'enabled' ? 'on' : method.status === 'activating' ? 'pending' : 'warning'}
                  label={t(`status.${method.status}`)}
                  reason={method.status === 'disabled' && method.crms + method.connectors > 0 ? t('effect', { crms: method.crms, connectors: method.connectors }) : undefined}
                />
              </li>
            ))}
          </ul>
        </section>
      )}

      <section aria-labelledby="set-up" className="space-y-3">
        <h2 id="set-up" className="text-lg font-semibold">
          {t('setUp', { done, total: steps.length })}
        </h2>
        <Checklist items={items} label={t('setUpLabel')} />
      </section>
    </div>
  );
}
