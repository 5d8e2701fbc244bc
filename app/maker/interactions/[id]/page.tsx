import { notFound } from 'next/navigation';
import { cache } from 'react';
import { nameOf } from '@/components/banner/interaction-words';
import { ReadableObjects } from '@/components/crm-objects/readable-objects';
import { AssignmentReason, AssignmentStatus } from '@/components/interactions/assignment-status';
import { isIncomplete } from '@/lib/domain/assignment/reason';
import { LedgerActions } from '@/components/interactions/ledger-actions';
import { LedgerStatus } from '@/components/interactions/ledger-status';
import { LinkCard } from '@/components/interactions/link-card';
import { Participants } from '@/components/interactions/participants';
import { LiveRefresh } from '@/components/interactions/live-refresh';
import { RetryButton } from '@/components/interactions/retry-button';
import { TraceList } from '@/components/rules/trace-list';
import { MessagesScope } from '@/components/shell/messages-scope';
import { Card } from '@/components/ui/card';
import { DescriptionList } from '@/components/ui/description-list';
import { PageHeader } from '@/components/ui/page-header';
import { TextLink } from '@/components/ui/text-link';
import { Time } from '@/components/ui/time';
import { durationText } from '@/lib/domain/crm/duration-text';
import { formatPhone } from '@/lib/domain/phone/phone';
import type { ReadableObject } from '@/lib/domain/crm/readable-field';
import { actionsOf } from '@/lib/domain/interaction/batch-actions';
import { idSchema } from '@/lib/domain/base/validation';
import { readLinkableObjects } from '@/lib/services/interactions/read-linkable-objects';
import { readWrittenObjects } from '@/lib/services/interactions/read-written-objects';
import { readInteraction, type InteractionDetail } from '@/lib/services/interactions/queries';
import { getMessages, getTranslations, type Translations } from '@/lib/web/i18n';
import { may } from '@/lib/web/may';
import { orNull } from '@/lib/web/or-null';
import { toReadableObjects } from '@/lib/web/readable-objects';
import type { PageInput } from '@/lib/web/search-params';
import { requirePage } from '@/lib/web/session';
import { knownMessage } from '@/components/ui/known-message';

/** The page's interaction, read once per request. */
const readPage = cache(async (id: string) => {
  const ctx = await requirePage('interactions.access');
  const interaction = idSchema.safeParse(id).success ? await orNull(readInteraction(ctx, { id })) : null;
  if (!interaction) notFound();
  return { ctx, interaction };
});

export async function generateMetadata({ params }: PageInput<'id'>) {
  const { ctx, interaction } = await readPage((await params).id);
  return { title: nameOf(interaction, ctx.config.defaultCountry) ?? (await getTranslations('interactions'))('title') };
}

export default async function InteractionPage({ params }: PageInput<'id'>) {
  const { ctx, interaction } = await readPage((await params).id);
  const [t, messages] = await Promise.all([
    getTranslations('interactions'),
    getMessages(['interactions', 'cards', 'trace', 'interaction-data']),
  ]);
  const mayModify = may(ctx.actor, 'interactions.modify');
  const mayTry = may(ctx.actor, 'crm.access') && may(ctx.actor, 'crm.modify');
  const objects = mayModify ? await readLinkableObjects(ctx, { id: interaction.id }) : [];
  const written = await readWrittenObjects(ctx, {
    crmIds: interaction.assignments.map(({ crm }) => crm.id),
  });
  const readable = new Map(
    await Promise.all([...written].map(async ([crmId, crm]) => [crmId, await toReadableObjects(crm)] as const)),
  );
  const isExcluded = actionsOf(interaction).includes('resume');
  // Each assignment has its own button.
  const actions = actionsOf(interaction).filter((action) => action !== 'retry' || interaction.assignments.length === 0);
  const isMoving = interaction.ledger.state === 'waiting';
  const who =
    nameOf(interaction, ctx.config.defaultCountry) ??
    (interaction.customer.withheld ? t('withheld') : interaction.externalId);

  return (
    <MessagesScope messages={messages}>
      {isMoving && <LiveRefresh everyMs={2000} />}
      <PageHeader
        title={who}
        crumb={who}
        description={[
          t('line', { channel: interaction.channel, direction: interaction.direction }),
          ...(interaction.nonCustomer === null ? [] : [t(`nonCustomer.${interaction.nonCustomer.kind}`)]),
        ].join(' · ')}
      />
      <div className="grid items-start gap-4 xl:grid-cols-2">
        <div className="min-w-0 space-y-4">
          <Card title={t('facts')}>
            <Facts interaction={interaction} defaultCountry={ctx.config.defaultCountry} />
          </Card>
          {interaction.participants.length > 0 && (
            <Card title={t('participants.title')}>
              <Participants participants={interaction.participants} defaultCountry={ctx.config.defaultCountry} />
            </Card>
          )}
          <Card title={t('screenPop')}>
            {interaction.decision === null ? (
              <p className="text-muted">{t('noDecision')}</p>
            ) : (
              <div className="space-y-3">
                <p className="font-medium">
                  {t(`decision.${interaction.decision.kind}`, {
                    title: interaction.decision.kind === 'open' ? interaction.decision.card.title : '',
                  })}
                  {interaction.decisionMs !== null && (
                    <span className="ml-2 text-sm font-normal text-muted">
                      {t('took', { ms: interaction.decisionMs })}
                    </span>
                  )}
                </p>
                <TraceList entries={interaction.decision.trace} label={t('popTrace')} />
              </div>
            )}
          </Card>
        </div>
        <div className="min-w-0 space-y-4">
          <Card title={t('written')}>
            <LedgerStatus ledger={interaction.ledger} showsMend />
            {mayModify && <LedgerActions id={interaction.id} actions={actions} />}
          </Card>
          {mayModify && (
            <Card title={t('link.title')} description={t('link.text')}>
              <LinkCard
                // Another version may have other cards.
                key={interaction.version}
                interaction={{ id: interaction.id, version: interaction.version, cards: interaction.cards }}
                objects={objects}
                defaultCountry={ctx.config.defaultCountry}
              />
            </Card>
          )}
          {interaction.assignments.map((assignment) => (
            <Written
              key={assignment.id}
              assignment={assignment}
              objects={readable.get(assignment.crm.id) ?? []}
              defaultCountry={ctx.config.defaultCountry}
              mayRetry={mayModify && !isExcluded}
              tryHref={
                mayTry
                  ? `/maker/crm/${assignment.crm.id}/interaction-assignment?interaction=${interaction.id}`
                  : undefined
              }
            />
          ))}
          {interaction.participations.length > 0 && (
            <Card title={t('agents')}>
              <Participations participations={interaction.participations} />
            </Card>
          )}
          <Card title={t('events')}>
            <ol className="space-y-1 text-sm">
              {interaction.events.map((event) => (
                <li key={event.id}>
                  <p className="flex justify-between gap-3">
                    <span>{knownMessage(t, `states.${event.type}`) ?? event.type}</span>
                    <Time value={event.receivedAt} show="exact" className="text-muted" />
                  </p>
                  {event.ignored.map(({ field, reason }) => (
                    <p key={field} className="text-muted">
                      {t('ignored', { field, reason: t(`ignoredReasons.${reason}`) })}
                    </p>
                  ))}
                </li>
              ))}
            </ol>
          </Card>
        </div>
      </div>
    </MessagesScope>
  );
}

interface WrittenProps {
  assignment: InteractionDetail['assignments'][number];
  objects: readonly ReadableObject[];
  defaultCountry: string;
  mayRetry: boolean;
  /** The page that tries it out again; absent for those who can't. */
  tryHref: string | undefined;
}

/** Its result in one CRM, and why. */
async function Written({ assignment, objects, defaultCountry, mayRetry, tryHref }: WrittenProps) {
  const { crm, state, rule, recordUrl, recordId, objectApiName } = assignment;
  const [t, common] = await Promise.all([getTranslations('interactions'), getTranslations('common')]);
  const object = objects.find(({ apiName }) => apiName === objectApiName)?.name ?? objectApiName ?? '';
  return (
    <Card title={t('writtenTo', { crm: crm.name })}>
      <div className="space-y-3">
        <div className="flex flex-wrap items-start justify-between gap-3">
          <AssignmentStatus assignment={assignment} />
          {mayRetry &&
            (state === 'failed' || state === 'skipped' || state === 'pending' || isIncomplete(assignment)) && (
              <RetryButton assignmentId={assignment.id} />
            )}
        </div>
        <AssignmentReason assignment={assignment} crmId={crm.id} />
        {recordUrl !== null && (
          <TextLink href={recordUrl} title={recordId ?? undefined} external externalLabel={common('opensInNewTab')}>
            {t('openRecord', { object })}
          </TextLink>
        )}
        {rule !== null && (
          <p className="text-sm">
            {t('byRule')}{' '}
            <TextLink href={`/maker/crm/${crm.id}/interaction-assignment/${rule.id}`}>{rule.name}</TextLink>
          </p>
        )}
        {tryHref !== undefined && (
          <p className="text-sm">
            <TextLink href={tryHref}>{t('tryAgain')}</TextLink>
          </p>
        )}
        {assignment.trace.length > 0 && (
          <ReadableObjects objects={objects} defaultCountry={defaultCountry}>
            <TraceList entries={assignment.trace} label={t('ruleTrace')} />
          </ReadableObjects>
        )}
      </div>
    </Card>
  );
}

/** Everybody it rang at, and how it ended for them. */
async function Participations({ participations }: Pick<InteractionDetail, 'participations'>) {
  const t = await getTranslations('interactions');
  const nameOfAgent = (agent: string | null) => {
    const known = participations.find((participation) => participation.agent === agent);
    return known?.user?.name ?? agent ?? t('somebodyElse');
  };
  return (
    <ul className="space-y-1 text-sm">
      {participations.map(({ agent, user, phase, offeredAt, ending, takenBy }) => (
        <li key={agent} className="flex flex-wrap justify-between gap-x-3">
          <span className="min-w-0 break-words">
            {user === null ? (
              t('unknownAgent', { agent })
            ) : (
              <TextLink href={`/maker/users/${user.id}`}>{user.name}</TextLink>
            )}
            <span className="text-muted">
              {' · '}
              {t(`ending.${phase === 'left' ? (ending ?? 'withdrawn') : phase}`, { who: nameOfAgent(takenBy) })}
            </span>
          </span>
          <Time value={offeredAt} show="exact" className="text-muted" />
        </li>
      ))}
    </ul>
  );
}

async function Facts({ interaction, defaultCountry }: { interaction: InteractionDetail; defaultCountry: string }) {
  const t = await getTranslations('interactions');
  const items = [
    { term: t('state'), value: t(`states.${interaction.state}`) },
    {
      term: t('agent'),
      value:
        interaction.agent === null ? (
          '–'
        ) : (
          <TextLink href={`/maker/users/${interaction.agent.id}`}>{interaction.agent.name}</TextLink>
        ),
    },
    {
      term: t('cards'),
      value:
        interaction.cards.length === 0
          ? '–'
          : interaction.cards.map((card) => `${card.title} (${card.objectName})`).join(', '),
    },
    { term: t('queue'), value: interaction.queue ?? '–' },
    {
      term: t('ourNumber'),
      value: interaction.ourNumber === null ? '–' : formatPhone(interaction.ourNumber, { defaultCountry }),
    },
    { term: t('duration'), value: interaction.durationMs === null ? '–' : durationText(interaction.durationMs) },
    {
      term: t('outcome'),
      value:
        interaction.outcome === null ? (
          '–'
        ) : (
          <span title={interaction.outcome}>{outcomeText(t, interaction.outcome)}</span>
        ),
    },
    { term: t('startedAt'), value: <Time value={interaction.startedAt} show="exact" /> },
    {
      term: t('endedAt'),
      value: interaction.endedAt === null ? '–' : <Time value={interaction.endedAt} show="exact" />,
    },
    { term: t('source'), value: `${interaction.source} · ${interaction.externalId}`, mono: true },
  ];
  return <DescriptionList items={items} />;
}

/** Translates the outcomes that phone systems commonly send; shows others as received. */
function outcomeText(t: Translations<'interactions'>, outcome: string): string {
  const key = `outcomes.${outcome
    .trim()
    .toLowerCase()
    .replaceAll(/[\s_-]+/g, '_')}`;
  return /^outcomes\.[a-z_]+$/.test(key) ? (knownMessage(t, key) ?? outcome) : outcome;
}
