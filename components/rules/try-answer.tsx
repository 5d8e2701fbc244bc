'use client';

import { useTranslations } from 'use-intl';
import type { Simulation } from '@/lib/domain/answers/simulation';
import type { VisibleDecision } from '@/lib/domain/screen-pop/decision';
import { useReadableObjects } from '../crm-objects/readable-objects';
import { Callout } from '../ui/callout';
import { TraceList } from './trace-list';
import { TriedPlan } from './tried-plan';
import { TriedRequests } from './tried-requests';

interface TryAnswerProps {
  /** The page's subject. Its result is shown first. */
  about: 'screen-pop' | 'assignment';
  answer: Simulation;
}

export function TryAnswer({ about, answer }: TryAnswerProps) {
  const { plans } = answer;
  const parts = [
    <ScreenPops key="popped" answer={answer} />,
    <div key="logged" className="space-y-5">
      {plans.map((plan) => (
        <TriedPlan key={plan.crm.id} plan={plan} namesCrm={plans.length > 1} />
      ))}
    </div>,
  ];
  return <div className="mt-4 space-y-5 border-t pt-4">{about === 'assignment' ? parts.toReversed() : parts}</div>;
}

function ScreenPops({ answer: { decision, others, profile, shown, searches, plans, tookMs } }: { answer: Simulation }) {
  const t = useTranslations('rules');
  const isSearched = plans.length > 0;
  return (
    <section className="space-y-4">
      {decision === null ? (
        <Callout live tone="info" title={t(`try.noDecision.${isSearched ? 'moment' : 'profile'}`)} />
      ) : (
        <Decided live decision={decision} tookMs={tookMs} />
      )}
      {profile && <p className="text-sm text-muted">{t('try.decidedBy', { name: profile.name })}</p>}
      {shown.length > 0 && <Shown shown={shown} />}
      {others.map(({ moment, isLate, decision: other }) => (
        <section key={`${moment} ${String(isLate)}`} className="space-y-2">
          <h3 className="text-sm font-semibold">{isLate ? t('try.late') : t(`moments.${moment}`)}</h3>
          <Decided decision={other} />
        </section>
      ))}
      <TriedRequests label={t('try.searches', { count: searches.length })} requests={searches} />
    </section>
  );
}

function Decided({
  decision,
  tookMs,
  live = false,
}: {
  decision: NonNullable<Simulation['decision']>;
  tookMs?: number;
  live?: boolean;
}) {
  const t = useTranslations('rules');
  const decisionText = useDecisionText();
  return (
    <div className="space-y-4">
      <Callout
        live={live}
        tone={decision.kind === 'unavailable' ? 'warning' : decision.kind === 'open' ? 'success' : 'info'}
        title={decisionText(decision)}
      >
        <p className="text-sm text-muted">
          {[
            decision.scenarioName === null ? t('try.byNone') : t('try.by', { name: decision.scenarioName }),
            ...(tookMs === undefined ? [] : [t('try.took', { ms: tookMs })]),
          ].join(' · ')}
        </p>
      </Callout>
      {decision.kind === 'choose' && <Cards cards={decision.cards} />}
      <div>
        <h3 className="mb-1.5 text-sm font-semibold">{t('try.why')}</h3>
        <TraceList label={t('try.why')} entries={decision.trace} />
      </div>
    </div>
  );
}

type Choice = Extract<VisibleDecision, { kind: 'choose' }>;

function Cards({ cards }: Pick<Choice, 'cards'>) {
  const t = useTranslations('rules');
  const { fieldOf, formatValue } = useReadableObjects();
  const distinguishing = (card: Choice['cards'][number]) =>
    card.distinguishing.flatMap(({ fieldId, value }) => {
      const field = fieldOf(fieldId);
      return value === null ? [] : [field ? formatValue(field, value) : value];
    });
  return (
    <ul aria-label={t('try.cards')} className="divide-y rounded-card border">
      {cards.map((card) => (
        <li key={`${card.objectId} ${card.recordId}`} className="px-3 py-1.5">
          <span className="font-medium">{card.title}</span>{' '}
          <span className="text-sm text-muted">{[card.objectName, ...distinguishing(card)].join(' · ')}</span>
        </li>
      ))}
    </ul>
  );
}

/** The decision as each agent's own profile shows it. */
function Shown({ shown }: Pick<Simulation, 'shown'>) {
  const t = useTranslations('rules');
  const decisionText = useDecisionText();
  const title = t(shown.some(({ user }) => user !== null) ? 'try.shown' : 'try.shownToProfile');
  return (
    <section>
      <h3 className="mb-1.5 text-sm font-semibold">{title}</h3>
      <ul aria-label={title} className="divide-y rounded-card border text-sm">
        {shown.map(({ user, profile, decision }) => (
          <li key={user?.id ?? profile?.id} className="px-3 py-1.5">
            {user && (
              <p className="break-words">
                <span className="font-medium">{user.name}</span>
                {profile && <span className="text-muted"> · {profile.name}</span>}
              </p>
            )}
            <p className="break-words">{decisionText(decision)}</p>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Summarises a decision in one sentence. */
function useDecisionText(): (decision: NonNullable<Simulation['decision']> | VisibleDecision) => string {
  const t = useTranslations('rules');
  return (decision) => {
    switch (decision.kind) {
      case 'open':
        return t('decision.open', { title: decision.card.title, object: decision.card.objectName });
      case 'choose':
        return t('decision.choose', { count: decision.cards.length, total: decision.total });
      case 'none':
        return t(decision.matches > 0 ? 'decision.ignored' : `decision.none.${decision.offer.action}`, {
          count: decision.matches,
        });
      case 'withheld':
        return t(`decision.withheld.${decision.offer.action}`);
      case 'unavailable':
        return t('decision.unavailable', { reason: decision.reason });
      case 'hidden':
        return t('decision.hidden');
    }
  };
}
