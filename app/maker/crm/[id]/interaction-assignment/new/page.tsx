import { TextLink } from '@/components/ui/text-link';
import { RuleForm } from '@/components/rules/rule-form';
import { isProviderId, providerManifests } from '@/lib/integrations/crm/manifests';
import { getProviderTranslations, getTranslations } from '@/lib/web/i18n';
import type { PageInput } from '@/lib/web/search-params';
import { CrmPage, crmTitle, readCrmPage, readDecidingObjects } from '../../crm-page';
import { requirePage } from '@/lib/web/session';

export function generateMetadata({ params }: PageInput<'id'>) {
  return crmTitle(params);
}

export default async function NewRulePage({ params }: PageInput<'id'>) {
  await requirePage('crm.modify');
  const { id } = await params;
  const { crm } = await readCrmPage(id);
  const t = await getTranslations('rules');
  const say = await getProviderTranslations(crm.type);
  const provider = isProviderId(crm.type) ? providerManifests[crm.type].name : null;
  const presets = isProviderId(crm.type)
    ? providerManifests[crm.type].presets.rules.map((preset) => ({
        preset,
        name: t('preset.inProvider', { name: say(preset.nameKey), provider: provider ?? '' }),
      }))
    : [];
  const objects = await readDecidingObjects(id);
  return (
    <CrmPage id={id} showsValues crumb={t('rule.new')}>
      <TextLink href={`/maker/crm/${id}/interaction-assignment`} className="mb-4 inline-block text-sm">
        {t('rule.all')}
      </TextLink>
      <h2 className="mb-4 text-lg font-semibold tracking-title">{t('rule.new')}</h2>
      <RuleForm crmId={id} objects={objects} presets={presets} />
    </CrmPage>
  );
}
