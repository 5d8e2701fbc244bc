'use client';

import { useTranslations } from 'use-intl';
import { Status, type StatusTone } from '../ui/status';

const TONES: Record<string, StatusTone> = { logged: 'on', skipped: 'idle', failed: 'failed', pending: 'pending', sending: 'pending' };

export interface AssignmentState {
  state: string;
  reason: { key: string; params?: Record<string, string | number> } | null;
}

/** What became of an interaction in one CRM, in words, with its cause. */
export function AssignmentStatus({ assignment, withReason = false }: { assignment: AssignmentState; withReason?: boolean }) {
  const t = useTranslations('interactions');
  const { state, reason } = assignment;
  const key = reason === null ? null : t.has(`reason.${reason.key}`) ? `reason.${reason.key}` : 'reason.internal';
  return <Status tone={TONES[state] ?? 'pending'} label={t(`assignment.${state}`)} reason={withReason && key !== null ? t(key, reason?.params) : undefined} />;
}
