'use client';

import { useTranslations } from 'use-intl';
import type { MappingFinding } from '@/lib/domain/rules/check-mapping';
import { Status } from '../ui/status';
import { useErrorAt } from '../forms/definition';

export interface ShownFinding extends MappingFinding {
  isAccepted: boolean;
}

/** What doesn't fit the account, with the way to mend it. A refusal says the same at the control itself. */
export function FindingLines({ findings }: { findings: readonly ShownFinding[] }) {
  const t = useTranslations('rules');
  const say = useTranslations('validation');
  const errorAt = useErrorAt();
  const shown = findings.filter(({ path }) => errorAt(`definition.${path}`) === undefined);
  if (shown.length === 0) return null;
  return (
    <ul className="space-y-1.5">
      {shown.map(({ id, message, isAccepted }) => (
        <li key={id} className="wrap-anywhere">
          <Status
            tone={isAccepted ? 'info' : 'warning'}
            label={t(isAccepted ? 'findings.accepted' : 'findings.mark')}
            reason={say(message.key, message.params)}
            className="text-sm"
          />
        </li>
      ))}
    </ul>
  );
}

/** What was insisted on so far, as far as it still applies, and what is insisted on now. */
export function insistedOn(findings: readonly ShownFinding[], ids: readonly string[]): string[] {
  return [...new Set([...findings.flatMap(({ id, isAccepted }) => (isAccepted ? id : [])), ...ids])];
}
