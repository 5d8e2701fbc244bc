import { notFound } from 'next/navigation';
import { cache } from 'react';
import { nameOf } from '@/components/banner/interaction-words';
import { AssignmentReason, AssignmentStatus } from '@/components/interactions/assignment-status';
import { LiveRefresh } from '@/components/interactions/live-refresh';
import { RetryButton } from '@/components/interactions/retry-button';
import { TraceList } from '@/components/rules/trace-list';
import { MessagesScope } from '@/components/shell/messages-scope';
import { Card } from '@/components/ui/card';
import { DescriptionList } from '@/components/ui/description-list';
import { PageHeader } from '@/components/ui/page-header';
import { TextLink } from '@/components/ui/text-link';
import { Time } from '@/components/ui/time';
import { formatPhone } from '@/lib/domain/phone';
import { idSchema } from '@/lib/domain/validation';
import { readInteraction, type InteractionDetail } from '@/lib/services/interactions/queries';
import { getMessages, getTranslations } from '@/lib/web/i18n';
import { orNull } from '@/lib/web/or-null';
import type { PageInput } from '@/lib/web/search-params';
import { requirePage } from '@/lib/web/session';

/** The interaction of the page, read once however many parts ask. */
const readPage = cache(async (id: string) => {
  const ctx = await requirePage('interactions.access');
  const interaction = idSchema.safeParse(id).success ? await orNull(readInteraction(ctx, id)) : null;
  if (!interaction) notFound();
  return { ctx, interaction };
});

export async function generateMetadata({ params }: PageInput<'id'>) {
  const { ctx, interaction } = await readPage((await params).id);
  return { title: nameOf(interaction, ctx.config.defaultCountry) ?? (await getTranslations('interactions'))('title') };
}

export default async function InteractionPage({ params }: PageInput<'id'>) {
  const { ctx, interaction } = await readPage((await params).id);
  const [t, common, messages] = await Promise.all([getTranslations('interactions'), getTranslations('common'), getMessages(['interactions', 'trace', 'interaction-data'])]);
  const mayRetry = ctx.actor.isAdministrator || ctx.actor.permissions.has('interactions.modify');
  const isMoving = interaction.assignments.some(({ state }) => state === 'pending' || state === 'sending');
  const who = nameOf(interaction, ctx.config.defaultCountry) ?? (interaction.customer.withheld ? t('withheld') : interaction.externalId);

  return (
    <MessagesScope messages={messages}>
      {isMoving && <LiveRefresh everyMs={2000} />}
      <PageHeader title={who} crumb={who} description={t('line', { channel: interaction.channel, direction: interaction.direction })} />
      <div className="grid items-start gap-4 xl:grid-cols-2">
        <div className="min-w-0 space-y-4">
          <Card title={t('facts')}>
            <Facts interaction={interaction} defaultCountry={ctx.config.defaultCountry} />
          </Card>
          <Card title={t('screenPop')}>
            {interaction.decision === null ? (
              <p className="text-muted">{t('noDecision')}</p>
            ) : (
              <div className="space-y-3">
                <p className="font-medium">
                  {t(`decision.${interaction.decision.kind}`, { title: interaction.decision.kind === 'open' ? interaction.decision.card.title : '' })}
                  {interaction.decisionMs !== null && <span className="ml-2 text-sm font-normal text-muted">{t('took', { ms: interaction.decisionMs })}</span>}
                </p>
                <TraceList entries={interaction.decision.trace} label={t('popTrace')} />
              </div>
            )}
          </Card>
        </div>
        <div className="min-w-0 space-y-4">
          {interaction.assignments.length === 0 && (
            <Card title={t('written')}>
              <p className="text-muted">{interaction.endedAt === null ? t('notOver') : t('noCrm')}</p>
            </Card>
          )}
          {interaction.assignments.map((assignment) => (
            <Card key={assignment.id} title={t('writtenTo', { crm: assignment.crm.name })}>
              <div className="space-y-3">
                <div className="flex flex-wrap items-start justify-between gap-3">
                  <AssignmentStatus assignment={assignment} />
                  {mayRetry && (assignment.state === 'failed' || assignment.state === 'skipped' || assignment.state === 'pending') && <RetryButton assignmentId={assignment.id} />}
                </div>
                <AssignmentReason assignment={assignment} crmId={assignment.crm.id} />
                {assignment.recordUrl !== null && (
                  <TextLink href={assignment.recordUrl} external externalLabel={common('opensInNewTab')}>
                    {t('openRecord', { object: assignment.objectApiName ?? '', id: assignment.recordId ?? '' })}
                  </TextLink>
                )}
                {assignment.rule !== null && (
                  <p className="text-sm">
                    {t('byRule')} <TextLink href={`/maker/crm/${assignment.crm.id}/interaction-assignment/${assignment.rule.id}`}>{assignment.rule.name}</TextLink>
                  </p>
                )}
                {assignment.trace.length > 0 && <TraceList entries={assignment.trace} label={t('ruleTrace')} />}
              </div>
            </Card>
          ))}
          <Card title={t('events')}>
            <ol className="space-y-1 text-sm">
              {interaction.events.map((event) => (
                <li key={event.sequence} className="flex justify-between gap-3">
                  <span>{t(`states.${event.type}`)}</span>
                  <Time value={event.receivedAt} show="exact" className="text-muted" />
                </li>
              ))}
            </ol>
          </Card>
        </div>
      </div>
    </MessagesScope>
  );
}

async function Facts({ interaction, defaultCountry }: { interaction: InteractionDetail; defaultCountry: string }) {
  const t = await getTranslations('interactions');
  const items = [
    { term: t('state'), value: t(`states.${interaction.state}`) },
    { term: t('agent'), value: interaction.agent === null ? '–' : <TextLink href={`/maker/users/${interaction.agent.id}`}>{interaction.agent.name}</TextLink> },
    { term: t('cards'), value: interaction.cards.length === 0 ? '–' : interaction.cards.map((card) => `${card.title} (${card.objectName})`).join(', ') },
    { term: t('queue'), value: interaction.queue ?? '–' },
    { term: t('ourNumber'), value: interaction.ourNumber === null ? '–' : formatPhone(interaction.ourNumber, { defaultCountry }) },
    { term: t('duration'), value: interaction.durationMs === null ? '–' : t('seconds', { seconds: Math.round(interaction.durationMs / 1000) }) },
    { term: t('outcome'), value: interaction.outcome ?? '–' },
    { term: t('startedAt'), value: <Time value={interaction.startedAt} show="exact" /> },
    { term: t('endedAt'), value: interaction.endedAt === null ? '–' : <Time value={interaction.endedAt} show="exact" /> },
    { term: t('source'), value: `${interaction.source} · ${interaction.externalId}`, mono: true },
  ];
  return <DescriptionList items={items} />;
}
