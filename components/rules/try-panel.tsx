'use client';

import { useState } from 'react';
import { useTranslations } from 'use-intl';
import type { RuleDefinition } from '@/lib/domain/assignment/rule';
import { CHANNELS, DIRECTIONS, channelSchema, directionSchema } from '@/lib/domain/interaction/interaction';
import { MOMENTS, momentSchema, type ScenarioDefinition } from '@/lib/domain/screen-pop/scenario';
import { simulationSchema, type Simulation } from '@/lib/domain/answers/simulation';
import { ApiError, apiFetch } from '../forms/api-fetch';
import { Field } from '../forms/field';
import { useFailureText, type Failure } from '../forms/use-failure-text';
import { Button } from '../ui/button';
import { Callout } from '../ui/callout';
import { Card } from '../ui/card';
import { Checkbox } from '../ui/checkbox';
import { Input } from '../ui/input';
import { Select } from '../ui/select';
import { TryAnswer } from './try-answer';
import { useTryChoices } from './try-choices';
import { TryReplay } from './try-replay';
import { TryTakenBy } from './try-taken-by';
import { bodyOf, customerOf, filledWith, isComplete, type TriedInteraction } from './tried-interaction';

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
  const { agents, recent, replayId } = useTryChoices();
  const edited = scenario ?? rule;
  const [tried, setTried] = useState<TriedInteraction>(() => {
    const empty: TriedInteraction = {
      ...EMPTY,
      channel: edited?.definition.channels[0] ?? 'voice',
      direction: edited?.definition.directions[0] ?? 'incoming',
      moment: scenario?.definition.moment ?? 'presented',
    };
    const asked = recent?.find(({ id }) => id === replayId);
    return asked ? filledWith(empty, asked, agents) : empty;
  });
  /** The typed text is neither a number nor an address, and only messaging uses handles. */
  const [isRefused, setRefused] = useState(false);
  const [busy, setBusy] = useState(false);
  const [answer, setAnswer] = useState<Simulation>();
  const [failure, setFailure] = useState<Failure & { hints: string[] }>();
  const set = (change: Partial<TriedInteraction>) => setTried({ ...tried, ...change });
  const { customer, withheld, channel, direction, moment, isAnswered, ourNumber, queue } = tried;

  const run = async () => {
    setFailure(undefined);
    setAnswer(undefined);
    const isNobody = !withheld && channel !== 'messaging' && 'handle' in customerOf(customer.trim());
    setRefused(isNobody);
    if (isNobody) return document.getElementById('try-customer')?.focus();
    setBusy(true);
    const body = {
      ...bodyOf(tried),
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
        <TryReplay
          value={tried.replay}
          onChange={(chosen) => setTried(chosen ? filledWith(tried, chosen, agents) : { ...tried, replay: null })}
        />
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
                set({ customer: event.target.value });
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
          onChange={(event) => set({ withheld: event.target.checked })}
        />
        <div className="grid gap-3 sm:grid-cols-2">
          <Field id="try-channel" label={t('channel')}>
            {(aria) => (
              <Select
                {...aria}
                value={channel}
                options={CHANNELS.map((value) => ({ value, label: t(`channels.${value}`) }))}
                onChange={(event) => set({ channel: channelSchema.parse(event.target.value) })}
              />
            )}
          </Field>
          <Field id="try-direction" label={t('direction')}>
            {(aria) => (
              <Select
                {...aria}
                value={direction}
                options={DIRECTIONS.map((value) => ({ value, label: t(`directions.${value}`) }))}
                onChange={(event) => set({ direction: directionSchema.parse(event.target.value) })}
              />
            )}
          </Field>
          <Field id="try-moment" label={t('moment')}>
            {(aria) => (
              <Select
                {...aria}
                value={moment}
                options={MOMENTS.map((value) => ({ value, label: t(`moments.${value}`) }))}
                onChange={(event) => set({ moment: momentSchema.parse(event.target.value) })}
              />
            )}
          </Field>
          <Field id="try-ending" label={t('try.ending')}>
            {(aria) => (
              <Select
                {...aria}
                value={isAnswered ? 'answered' : 'notAnswered'}
                options={(['answered', 'notAnswered'] as const).map((value) => ({ value, label: t(`try.${value}`) }))}
                onChange={(event) => set({ isAnswered: event.target.value === 'answered' })}
              />
            )}
          </Field>
          <Field id="try-our-number" label={t('try.ourNumber')} optional>
            {(aria) => (
              <Input
                {...aria}
                value={ourNumber}
                onChange={(event) => set({ ourNumber: event.target.value })}
                autoComplete="off"
              />
            )}
          </Field>
          <Field id="try-queue" label={t('queue')} optional>
            {(aria) => (
              <Input
                {...aria}
                value={queue}
                onChange={(event) => set({ queue: event.target.value })}
                autoComplete="off"
              />
            )}
          </Field>
        </div>
        <TryTakenBy value={tried} onChange={set} />
        <Button type="submit" busy={busy} disabled={!isComplete(tried)}>
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

const EMPTY: TriedInteraction = {
  replay: null,
  customer: '',
  withheld: false,
  channel: 'voice',
  direction: 'incoming',
  moment: 'presented',
  isAnswered: true,
  ourNumber: '',
  queue: '',
  takenBy: 'anybody',
  agentIds: [],
  profileId: '',
};
