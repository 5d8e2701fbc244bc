import { listRules } from '@/lib/services/rules/queries';
import { getTranslations } from '@/lib/web/i18n';
import type { PageInput } from '@/lib/web/search-params';
import { crmTitle, readCrmPage } from '../crm-page';
import { readUnreached } from '../coverage/read-unreached';
import { DecisionsPage } from '../decisions-page';
import { summariseRule } from './summary';

export function generateMetadata({ params }: PageInput<'id'>) {
  return crmTitle(params);
}

export default async function RulesPage({ params }: PageInput<'id'>) {
  const { id } = await params;
  const { ctx, crm } = await readCrmPage(id);
  const [t, unreached, { rules, broken }] = await Promise.all([
    getTranslations('rules'),
    readUnreached(id),
    listRules(ctx, { crmId: id }),
  ]);
  const rows = rules.map(({ definition, id: rowId, name, enabled, version }) => ({
    id: rowId,
    name,
    enabled,
    version,
    unreached: unreached.get(rowId),
    summary: summariseRule(t, definition, crm.objects),
  }));
  return <DecisionsPage id={id} kind="rule" rows={rows} broken={broken} />;
}
