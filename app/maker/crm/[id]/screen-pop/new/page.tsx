import { TextLink } from '@/components/ui/text-link';
import { ScenarioForm } from '@/components/scenarios/scenario-form';
import { isProviderId, providerManifests } from '@/lib/integrations/crm/manifests';
import { getProviderTranslations, getTranslations } from '@/lib/web/i18n';
import type { PageInput } from '@/lib/web/search-params';
import { CrmPage, crmTitle, readCrmPage, readDecidingObjects } from '../../crm-page';
import { requirePage } from '@/lib/web/session';

export function generateMetadata({ params }: PageInput<'id'>) {
  return crmTitle(params);
}

export default async function NewScenarioPage({ params }: PageInput<'id'>) {
  await requirePage('crm.modify');
  const { id } = await params;
  const { crm } = await readCrmPage(id);
  const t = await getTranslations('rules');
  const say = await getProviderTranslations(crm.type);
  const presets = isProviderId(crm.type)
    ? providerManifests[crm.type].presets.scenarios.map((preset) => ({ preset, name: say(preset.nameKey) }))
    : [];
  const objects = await readDecidingObjects(id);
  return (
    <CrmPage id={id} showsValues crumb={t('scenario.new')}>
      <TextLink href={`/maker/crm/${id}/screen-pop`} className="mb-4 inline-block text-sm">
        {t('scenario.all')}
      </TextLink>
      <h2 className="mb-4 text-lg font-semibold tracking-title">{t('scenario.new')}</h2>
      <ScenarioForm crmId={id} objects={objects} presets={presets} />
    </CrmPage>
  );
}
