import { notFound } from 'next/navigation';
import { cache } from 'react';
import { WaitingNotice } from '@/app/maker/waiting-notice';
import { TextLink } from '@/components/ui/text-link';
import { RuleForm } from '@/components/rules/rule-form';
import { isProviderId, providerManifests } from '@/lib/integrations/crm/manifests';
import { listRules } from '@/lib/services/rules/queries';
import { getProviderTranslations, getTranslations } from '@/lib/web/i18n';
import type { PageInput } from '@/lib/web/search-params';
import { CrmPage, readCrmPage, readDecidingObjects } from '../../crm-page';

/** The page's rule, read once per request. */
const readRulePage = cache(async (id: string, ruleId: string) => {
  const { ctx, crm, canModify } = await readCrmPage(id);
  const { rules } = await listRules(ctx, { crmId: id });
  const rule = rules.find((candidate) => candidate.id === ruleId);
  if (!rule) notFound();
  return { ctx, crm, rule, canModify };
});

export async function generateMetadata({ params }: PageInput<'id' | 'ruleId'>) {
  const { id, ruleId } = await params;
  const { crm, rule } = await readRulePage(id, ruleId);
  return { title: `${rule.name} · ${crm.name}` };
}

export default async function RulePage({ params }: PageInput<'id' | 'ruleId'>) {
  const { id, ruleId } = await params;
  const { ctx, crm, rule, canModify } = await readRulePage(id, ruleId);
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
    <CrmPage id={id} showsValues crumb={rule.name}>
      <TextLink href={`/maker/crm/${id}/interaction-assignment`} className="mb-4 inline-block text-sm">
        {t('rule.all')}
      </TextLink>
      <h2 className="mb-4 text-lg font-semibold tracking-title break-words">{rule.name}</h2>
      <WaitingNotice ctx={ctx} cause={`rule:${ruleId}`} />
      <RuleForm
        crmId={id}
        objects={objects}
        presets={presets}
        rule={{
          id: rule.id,
          name: rule.name,
          enabled: rule.enabled,
          definition: rule.definition,
          acceptedFindings: rule.acceptedFindings,
          isChecked: rule.isChecked,
          version: rule.version,
        }}
        readOnlyReason={canModify ? undefined : t('readOnly')}
      />
    </CrmPage>
  );
}
