import { listRules } from '@/lib/services/rules/queries';
import { getTranslations } from '@/lib/web/i18n';
import { oneParam, type PageInput } from '@/lib/web/search-params';
import { crmTitle, readCrmPage } from '../crm-page';
import { readUnreached } from '../coverage/read-unreached';
import { DecisionsPage } from '../decisions-page';
import { fitOf } from '../fit-of';
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
    fit: fitOf('rule', { t, say }, { findings, isChecked }),
    summary: summariseRule(t, definition, crm.objects),
  }));
  const replayId = oneParam(await searchParams, 'interaction');
  return <DecisionsPage id={id} kind="rule" rows={rows} broken={broken} replayId={replayId} />;
}
