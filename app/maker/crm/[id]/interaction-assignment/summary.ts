import type { RuleDefinition } from '@/lib/domain/assignment/rule';
import type { Translations } from '@/lib/web/i18n';

type Translate = Translations<'rules'>;

/** One-line summary of a rule: when it applies and what it does. */
export function summariseRule(
  t: Translate,
  definition: RuleDefinition,
  objects: readonly { id: string; name: string }[],
): string {
  const { action, card } = definition;
  const nameOf = (wanted: string) => objects.find(({ id }) => id === wanted)?.name ?? t('goneObject');
  return [
    definition.channels.map((channel) => t(`channels.${channel}`)).join(', '),
    definition.directions.map((direction) => t(`directions.${direction}`)).join(', '),
    ...(definition.queues.length > 0 ? [t('rule.inQueues', { queues: definition.queues.join(', ') })] : []),
    t(`cardConditions.${card.kind}`, { object: card.kind === 'object' ? nameOf(card.objectId) : '' }),
    action.kind === 'attach'
      ? t('ruleActions.attach')
      : t(`rule.summary.${action.kind}`, { object: nameOf(action.objectId) }),
  ].join(' · ');
}
