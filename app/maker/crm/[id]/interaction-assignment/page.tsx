import { listRules } from '@/lib/services/rules/queries';
import type { ShownFinding } from '@/components/rules/mapping-findings';
import type { DecisionRow } from '@/components/rules/rule-list';
import { getTranslations, type Translations } from '@/lib/web/i18n';
import { oneParam, type PageInput } from '@/lib/web/search-params';
import { crmTitle, readCrmPage } from '../crm-page';
import { readUnreached } from '../coverage/read-unreached';
import { DecisionsPage } from '../decisions-page';
import { summariseRule } from './summary';

export function generateMetadata({ params }: PageInput<'id'>) {
  return crmTitle(params);
}

export default async function RulesPage({ params, searchParams }: PageInput<'id'>) {
  const { id } = await params;
  const { ctx, crm } = await readCrmPage(id);
  const [t, say, unreached, { rules, broken }] = await Promise.all([
    getTranslations('rules'),
    getTranslations('validation'),
    readUnreached(id),
    listRules(ctx, { crmId: id }),
  ]);
  const rows = rules.map(({ definition, id: rowId, name, enabled, version, findings, isChecked }) => ({
    id: rowId,
    name,
    enabled,
    version,
    unreached: unreached.get(rowId),
    fit: fitOf({ t, say }, findings, isChecked),
    summary: summariseRule(t, definition, crm.objects),
  }));
  const replayId = oneParam(await searchParams, 'interaction');
  return <DecisionsPage id={id} kind="rule" rows={rows} broken={broken} replayId={replayId} />;
}

type Words = { t: Translations<'rules'>; say: Translations<'validation'> };

/** What an administrator hasn't insisted on, or that nothing is known yet. */
function fitOf({ t, say }: Words, findings: readonly ShownFinding[], isChecked: boolean): DecisionRow['fit'] {
  const open = findings.filter(({ isAccepted }) => !isAccepted);
  const [first] = open;
  if (first) {
    const reason = t('findings.more', { first: say(first.message.key, first.message.params), count: open.length - 1 });
    return { tone: 'warning', label: t('findings.inList', { count: open.length }), reason };
  }
  return isChecked
    ? undefined
    : { tone: 'pending', label: t('findings.unchecked'), reason: t('findings.uncheckedText') };
}
