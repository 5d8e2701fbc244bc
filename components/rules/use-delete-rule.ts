'use client';

import { useRouter } from 'next/navigation';
import { useTranslations } from 'use-intl';
import { apiFetch, nothing } from '../forms/api-fetch';
import { useFailureText, type Failure } from '../forms/use-failure-text';
import { useToast } from '../ui/toast';

export type DecisionKind = 'scenario' | 'rule';
export const DECISION_API = { scenario: '/api/scenarios', rule: '/api/rules' } as const;

/** Deletes a scenario or rule and confirms it. Returns the failure, if any. */
export function useDeleteDecision(
  kind: DecisionKind,
): (one: { id: string; name: string }) => Promise<Failure | undefined> {
  const lists = useTranslations('lists');
  const router = useRouter();
  const toast = useToast();
  const failureText = useFailureText();
  return async ({ id, name }) => {
    try {
      await apiFetch(`${DECISION_API[kind]}/${id}`, nothing, { method: 'DELETE' });
    } catch (error) {
      return failureText(error);
    }
    toast({ title: lists('delete.done', { name }) });
    router.refresh();
    return undefined;
  };
}
