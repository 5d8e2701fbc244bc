'use client';

import { useState } from 'react';
import { useTranslations } from 'use-intl';
import type { RuleDefinition } from '@/lib/domain/assignment/rule';
import {
  CHANNELS,
  DIRECTIONS,
  channelSchema,
  directionSchema,
  type Channel,
  type Direction,
} from '@/lib/domain/interaction/interaction';
import { MOMENTS, momentSchema, type Moment, type ScenarioDefinition } from '@/lib/domain/screen-pop/scenario';
import type { FoundCard, ScreenPopDecision } from '@/lib/domain/screen-pop/decision';
import { simulationSchema, type Simulation } from '@/lib/domain/answers/rule';
import { ApiError, apiFetch } from '../forms/api-fetch';
import { Field } from '../forms/field';
import { useFailureText, type Failure } from '../forms/use-failure-text';
import { Button } from '../ui/button';
import { Callout } from '../ui/callout';
import { Card } from '../ui/card';
import { Checkbox } from '../ui/checkbox';
import { Input } from '../ui/input';
import { Select } from '../ui/select';
import { useReadableObjects } from '../crm-objects/readable-objects';
import { TraceList } from './trace-list';

interface Draft<D> {
  id: string | null;
  name: string;
  definition: D;
}

export interface TryPanelProps {
  crmId: string;
  /** The page's subject. Its result is shown first. */
  about: 'screen-pop' | 'assignment';
  /** The unsaved draft. */
  scenario?: Draft<ScenarioDefinition>;
  rule?: Draft<RuleDefinition>;
}

/** Simulates an interaction and explains the result. Nothing is saved. */
export function TryPanel({ crmId, about, scenario, rule }: TryPanelProps) {
  const t = useTranslations('rules');
  const failureText = useFailureText();
  const [customer, setCustomer] = useState('');
  const [withheld, setWithheld] = useState(false);
  const edited = scenario ?? rule;
  const [channel, setChannel] = useState<Channel>(edited?.definition.channels[0] ?? 'voice');
  const [direction, setDirection] = useState<Direction>(edited?.definition.directions[0] ?? 'incoming');
  const [moment, setMoment] = useState<Moment>(scenario?.definition.moment ?? 'presented');
  /** The typed text is neither a number nor an address, and only messaging uses handles. */
  const [isRefused, setRefused] = useState(false);
  const [ourNumber, setOurNumber] = useState('');
  const [queue, setQueue] = useState('');
  const [busy, setBusy] = useState(false);
  const [answer, setAnswer] = useState<Simulation>();
  const [failure, setFailure] = useState<Failure & { hints: string[] }>();

  const run = async () => {
    setFailure(undefined);
    setAnswer(undefined);
    const typed = customer.trim();
    const isNobody = !withheld && channel !== 'messaging' && 'handle' in customerOf(typed);
    setRefused(isNobody);
    if (isNobody) return document.getElementById('try-customer')?.focus();
    setBusy(true);
    const body = {
      channel,
      direction,
      moment,
      customer: withheld ? { withheld: true } : customerOf(typed),
      ...(ourNumber.trim() === '' ? {} : { ourNumber: ourNumber.trim() }),
      ...(queue.trim() === '' ? {} : { queue: queue.trim() }),
      ...(scenario ? { scenario: { ...scenario, name: scenario.name.trim() || t('try.unnamed') } } : {}),
      ...(rule ? { rule: { ...rule, name: rule.name.trim() || t('try.unnamedRule') } } : {}),
    };
    try {
      setAnswer(await apiFetch(`/api/crms/${crmId}/try`, simulationSchema, { method: 'POST', body }));
    } catch (error) {
      setFailure({
        ...failureText(error),
        hints: error instanceof ApiError ? [...new Set(Object.values(error.fields))] : [],
      });
    } finally {
      setBusy(false);
    }
  };

  return (
    <Card title={t('try.title')} description={t('try.text')}>
      <form
        aria-label={t('try.title')}
        className="space-y-3"
        onSubmit={(event) => {
          event.preventDefault();
          event.stopPropagation();
          void run();
        }}
      >
        <Field
          id="try-customer"
          label={t(channel === 'messaging' ? 'try.customerOrHandle' : 'try.customer')}
          error={isRefused ? t('try.neither') : undefined}
        >
          {(aria) => (
            <Input
              {...aria}
              value={customer}
              disabled={withheld}
              onChange={(event) => {
                setCustomer(event.target.value);
                setRefused(false);
              }}
              placeholder="+33 1 76 00 01 01"
              autoComplete="off"
            />
          )}
        </Field>
        <Checkbox
          label={t('try.withheld')}
          checked={withheld}
          onChange={(event) => setWithheld(event.target.checked)}
        />
        <div className="grid gap-3 sm:grid-cols-2">
          <Field id="try-channel" label={t('channel')}>
            {(aria) => (
              <Select
                {...aria}
                value={channel}
                options={CHANNELS.map((value) => ({ value, label: t(`channels.${value}`) }))}
                onChange={(event) => setChannel(channelSchema.parse(event.target.value))}
              />
            )}
          </Field>
          <Field id="try-direction" label={t('direction')}>
            {(aria) => (
              <Select
                {...aria}
                value={direction}
                options={DIRECTIONS.map((value) => ({ value, label: t(`directions.${value}`) }))}
                onChange={(event) => setDirection(directionSchema.parse(event.target.value))}
              />
            )}
          </Field>
          <Field id="try-moment" label={t('moment')}>
            {(aria) => (
              <Select
                {...aria}
                value={moment}
                options={MOMENTS.map((value) => ({ value, label: t(`moments.${value}`) }))}
                onChange={(event) => setMoment(momentSchema.parse(event.target.value))}
              />
            )}
          </Field>
          <Field id="try-our-number" label={t('try.ourNumber')} optional>
            {(aria) => (
              <Input
                {...aria}
                value={ourNumber}
                onChange={(event) => setOurNumber(event.target.value)}
                autoComplete="off"
              />
            )}
          </Field>
          <Field id="try-queue" label={t('queue')} optional>
            {(aria) => (
              <Input {...aria} value={queue} onChange={(event) => setQueue(event.target.value)} autoComplete="off" />
            )}
          </Field>
        </div>
        <Button type="submit" busy={busy} disabled={!withheld && customer.trim() === ''}>
          {t('try.run')}
        </Button>
      </form>
      {failure && (
        <Callout
          live
          tone="danger"
          className="mt-4"
          title={failure.message}
          detail={failure.detail}
          reference={failure.reference}
        >
          {failure.hints.length > 0 && <p>{failure.hints.join(' ')}</p>}
        </Callout>
      )}
      {answer && <TryAnswer about={about} answer={answer} />}
    </Card>
  );
}

/** An email address has an @ between other characters. Other text with digits is a number, the rest a handle. */
function customerOf(typed: string): { email: string } | { number: string } | { handle: string } {
  if (/^\S+@\S+$/.test(typed)) return { email: typed };
  return /\d/.test(typed) ? { number: typed } : { handle: typed };
}

function TryAnswer({
  about,
  answer: { decision, plan, tookMs },
}: {
  about: TryPanelProps['about'];
  answer: Simulation;
}) {
  const parts = [
    <ScreenPopResult key="popped" decision={decision} tookMs={tookMs} />,
    <Logged key="logged" plan={plan} />,
  ];
  return <div className="mt-4 space-y-5 border-t pt-4">{about === 'assignment' ? parts.toReversed() : parts}</div>;
}

function ScreenPopResult({ decision, tookMs }: Pick<Simulation, 'decision' | 'tookMs'>) {
  const t = useTranslations('rules');
  const { fieldOf, formatValue } = useReadableObjects();
  const distinguishing = (card: FoundCard) =>
    card.distinguishing.flatMap(({ fieldId, value }) => {
      const field = fieldOf(fieldId);
      return value === null ? [] : [field ? formatValue(field, value) : value];
    });
  return (
    <section className="space-y-4">
      <Callout
        live
        tone={decision.kind === 'unavailable' ? 'warning' : decision.kind === 'open' ? 'success' : 'info'}
        title={useDecisionText(decision)}
      >
        <p className="text-sm text-muted">
          {decision.scenarioName === null ? t('try.byNone') : t('try.by', { name: decision.scenarioName })} ·{' '}
          {t('try.took', { ms: tookMs })}
        </p>
      </Callout>
      {decision.kind === 'choose' && (
        <ul aria-label={t('try.cards')} className="divide-y rounded-card border">
          {decision.cards.map((card) => (
            <li key={`${card.objectId} ${card.recordId}`} className="px-3 py-1.5">
              <span className="font-medium">{card.title}</span>{' '}
              <span className="text-sm text-muted">{[card.objectName, ...distinguishing(card)].join(' · ')}</span>
            </li>
          ))}
        </ul>
      )}
      <div>
        <h3 className="mb-1.5 text-sm font-semibold">{t('try.why')}</h3>
        <TraceList label={t('try.why')} entries={decision.trace} />
      </div>
    </section>
  );
}

function Logged({ plan }: Pick<Simulation, 'plan'>) {
  const t = useTranslations('rules');
  const { objectOf, formatValue } = useReadableObjects();
  const object = objectOf(plan.objectId);
  const values = Object.entries(plan.values ?? {}).flatMap(([apiName, value]) => {
    const field = object?.fields.find((candidate) => candidate.apiName === apiName);
    return value === null
      ? []
      : [{ apiName, raw: value, name: field?.name, text: field ? formatValue(field, value) : value }];
  });
  return (
    <section>
      <h3 className="text-sm font-semibold">{t('try.logged')}</h3>
      <p className="mb-1.5 text-sm text-muted">
        {t(`try.plan.${plan.kind}`, { rule: plan.ruleName ?? '', object: object?.name ?? '' })}
      </p>
      {values.length > 0 && (
        <dl className="mb-2 grid gap-x-4 gap-y-1.5 rounded-card border px-3 py-2 text-sm sm:grid-cols-2">
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
      <TraceList
        label={t('try.logged')}
        entries={values.length > 0 ? plan.trace.filter(({ code }) => code !== 'field_filled') : plan.trace}
      />
    </section>
  );
}

/** Summarises the decision in one sentence. */
function useDecisionText(decision: ScreenPopDecision): string {
  const t = useTranslations('rules');
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
  }
}
