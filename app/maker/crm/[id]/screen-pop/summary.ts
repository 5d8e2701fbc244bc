import type { ScenarioDefinition } from '@/lib/domain/screen-pop/scenario';
import type { Translations } from '@/lib/web/i18n';

type Translate = Translations<'rules'>;

/** One-line summary of a scenario: when it applies and what it searches for. */
export function summariseScenario(
  t: Translate,
  definition: ScenarioDefinition,
  objects: readonly { id: string; name: string }[],
): string {
  const searched = definition.steps.map(
    ({ objectId }) => objects.find(({ id }) => id === objectId)?.name ?? t('goneObject'),
  );
  return [
    definition.channels.map((channel) => t(`channels.${channel}`)).join(', '),
    definition.directions.map((direction) => t(`directions.${direction}`)).join(', '),
    t(`moments.${definition.moment}`),
    t('scenario.searches', { objects: [...new Set(searched)].join(', ') }),
  ].join(' · ');
}
