'use client';

import { useTranslations } from 'use-intl';
import { isIncomplete, type FullReason } from '@/lib/domain/assignment/reason';
import { Status, type StatusTone } from '../ui/status';
import { Refusal } from './refusal';
import { knownMessage } from '../ui/known-message';
import type { ASSIGNMENT_STATES } from '@/lib/domain/answers/interaction';

type State = (typeof ASSIGNMENT_STATES)[number];

const TONES: Record<State, StatusTone> = {
  logged: 'on',
  skipped: 'idle',
  failed: 'failed',
  pending: 'pending',
  sending: 'pending',
};

export interface AssignmentState {
  state: State;
  reason: FullReason | null;
}

/** The logging state of an interaction in one CRM. */
export function AssignmentStatus({ assignment: { state, reason } }: { assignment: AssignmentState }) {
  const t = useTranslations('interactions');
  const tone = isIncomplete({ state, reason }) ? 'warning' : TONES[state];
  return <Status tone={tone} label={t(`assignment.${state}`)} />;
}

/** The reason, with the CRM's own message if there is one. */
export function AssignmentReason({
  assignment: { state, reason },
  crmId,
}: {
  assignment: AssignmentState;
  crmId: string;
}) {
  const t = useTranslations('interactions');
  if (reason === null) return null;
  const sentence = knownMessage(t, `reason.${reason.key}`, reason.params) ?? t('reason.internal');
  if (reason.detail === undefined && reason.refused === undefined)
    return <p className="text-sm text-muted">{sentence}</p>;
  return <Refusal tone={state === 'failed' ? 'danger' : 'warning'} crmId={crmId} title={sentence} reason={reason} />;
}
