import { z } from 'zod';
import type { LedgerState } from './ledger';

/** `retry`: what needs an administrator is tried again · `exclude`: what isn't logged yet is not to be · `resume`: takes that back. */
export const BATCH_ACTIONS = ['retry', 'exclude', 'resume'] as const;
export const batchActionSchema = z.enum(BATCH_ACTIONS, 'not_offered');
export type BatchAction = z.infer<typeof batchActionSchema>;

/** What can be done with an interaction, from what its ledger says. */
export function actionsOf({
  ledger: { state, reason },
}: {
  ledger: { state: LedgerState; reason: { key: string } | null };
}): BatchAction[] {
  if (state === 'needs_administrator') return ['retry', 'exclude'];
  if (state === 'waiting') return ['exclude'];
  return state === 'not_logged' && reason?.key === 'excluded' ? ['resume'] : [];
}
