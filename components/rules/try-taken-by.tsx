'use client';

import { X } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { MAX_TRIED_AGENTS } from '@/lib/domain/simulation/input';
import { Field } from '../forms/field';
import { IconButton } from '../ui/icon-button';
import { Select } from '../ui/select';
import { useTryChoices } from './try-choices';
import type { TriedInteraction } from './tried-interaction';

interface TryTakenByProps {
  value: TriedInteraction;
  onChange: (change: Partial<TriedInteraction>) => void;
}

/** Who takes the interaction. Agents and profiles are offered to those who may see them. */
export function TryTakenBy({ value: { takenBy, agentIds, profileId }, onChange }: TryTakenByProps) {
  const t = useTranslations('rules');
  const { agents, profiles } = useTryChoices();
  const kinds = [
    'anybody' as const,
    ...(agents ? ['agents' as const] : []),
    ...(profiles ? ['profile' as const] : []),
    'nobody' as const,
  ];
  return (
    <div className="space-y-3">
      <Field id="try-taken-by" label={t('try.takenBy')}>
        {(aria) => (
          <Select
            {...aria}
            value={takenBy}
            options={kinds.map((kind) => ({ value: kind, label: t(`try.takenByKinds.${kind}`) }))}
            onChange={(event) => {
              const chosen = kinds.find((kind) => kind === event.target.value);
              if (chosen) onChange({ takenBy: chosen });
            }}
          />
        )}
      </Field>
      {takenBy === 'agents' && agents && (
        <RingsAt agents={agents} chosen={agentIds} onChange={(ids) => onChange({ agentIds: ids })} />
      )}
      {takenBy === 'profile' && profiles && (
        <Field id="try-profile" label={t('try.profile')}>
          {(aria) => (
            <Select
              {...aria}
              value={profileId}
              placeholder={t('try.chooseProfile')}
              options={profiles.map(({ id, name }) => ({ value: id, label: name }))}
              onChange={(event) => onChange({ profileId: event.target.value })}
            />
          )}
        </Field>
      )}
    </div>
  );
}

function RingsAt({
  agents,
  chosen,
  onChange,
}: {
  agents: readonly { id: string; name: string }[];
  chosen: readonly string[];
  onChange: (ids: string[]) => void;
}) {
  const t = useTranslations('rules');
  const nameOf = (id: string) => agents.find((agent) => agent.id === id)?.name ?? id;
  return (
    <div className="space-y-2">
      <Field id="try-agents" label={t('try.agents')} help={t('try.agentsHelp')}>
        {(aria) => (
          <Select
            {...aria}
            value=""
            disabled={chosen.length >= MAX_TRIED_AGENTS}
            placeholder={t('try.addAgent')}
            options={agents
              .filter(({ id }) => !chosen.includes(id))
              .map(({ id, name }) => ({ value: id, label: name }))}
            onChange={(event) => {
              if (event.target.value !== '') onChange([...chosen, event.target.value]);
            }}
          />
        )}
      </Field>
      {chosen.length > 0 && (
        <ol aria-label={t('try.agents')} className="divide-y rounded-card border">
          {chosen.map((id) => (
            <li key={id} className="flex items-center justify-between gap-2 py-0.5 pr-1 pl-3">
              <span className="min-w-0 break-words">{nameOf(id)}</span>
              <IconButton
                size="small"
                label={t('try.removeAgent', { name: nameOf(id) })}
                icon={<X aria-hidden />}
                onClick={() => onChange(chosen.filter((other) => other !== id))}
              />
            </li>
          ))}
        </ol>
      )}
    </div>
  );
}
