import { notFound } from 'next/navigation';
import { cache } from 'react';
import { TextLink } from '@/components/ui/text-link';
import { ScenarioForm } from '@/components/scenarios/scenario-form';
import { isProviderId, providerManifests } from '@/lib/integrations/crm/manifests';
import { listScenarios } from '@/lib/services/scenarios/queries';
import { getProviderTranslations, getTranslations } from '@/lib/web/i18n';
import type { PageInput } from '@/lib/web/search-params';
import { CrmPage, readCrmPage, readDecidingObjects } from '../../crm-page';

/** The page's scenario, read once per request. */
const readScenarioPage = cache(async (id: string, scenarioId: string) => {
  const { ctx, crm, canModify } = await readCrmPage(id);
  const { scenarios } = await listScenarios(ctx, { crmId: id });
  const scenario = scenarios.find((candidate) => candidate.id === scenarioId);
  if (!scenario) notFound();
  return { crm, scenario, canModify };
});

export async function generateMetadata({ params }: PageInput<'id' | 'scenarioId'>) {
  const { id, scenarioId } = await params;
  const { crm, scenario } = await readScenarioPage(id, scenarioId);
  return { title: `${scenario.name} · ${crm.name}` };
}

export default async function ScenarioPage({ params }: PageInput<'id' | 'scenarioId'>) {
  const { id, scenarioId } = await params;
  const { crm, scenario, canModify } = await readScenarioPage(id, scenarioId);
  const t = await getTranslations('rules');
  const say = await getProviderTranslations(crm.type);
  const presets = isProviderId(crm.type)
    ? providerManifests[crm.type].presets.scenarios.map((preset) => ({ preset, name: say(preset.nameKey) }))
    : [];
  const objects = await readDecidingObjects(id);
  return (
    <CrmPage id={id} showsValues crumb={scenario.name}>
      <TextLink href={`/maker/crm/${id}/screen-pop`} className="mb-4 inline-block text-sm">
        {t('scenario.all')}
      </TextLink>
      <h2 className="mb-4 text-lg font-semibold tracking-title break-words">{scenario.name}</h2>
      <ScenarioForm
        crmId={id}
        objects={objects}
        presets={presets}
        scenario={{
          id: scenario.id,
          name: scenario.name,
          enabled: scenario.enabled,
          definition: scenario.definition,
          acceptedFindings: scenario.acceptedFindings,
          isChecked: scenario.isChecked,
          version: scenario.version,
        }}
        readOnlyReason={canModify ? undefined : t('readOnly')}
      />
    </CrmPage>
  );
}
