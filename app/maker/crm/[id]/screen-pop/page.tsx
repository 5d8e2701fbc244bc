import { listScenarios } from '@/lib/services/scenarios/queries';
import { getTranslations } from '@/lib/web/i18n';
import type { PageInput } from '@/lib/web/search-params';
import { crmTitle, readCrmPage } from '../crm-page';
import { readUnreached } from '../coverage/read-unreached';
import { DecisionsPage } from '../decisions-page';
import { fitOf } from '../fit-of';
import { summariseScenario } from './summary';

export function generateMetadata({ params }: PageInput<'id'>) {
  return crmTitle(params);
}

export default async function ScenariosPage({ params }: PageInput<'id'>) {
  const { id } = await params;
  const { ctx, crm } = await readCrmPage(id);
  const [t, say, unreached, { scenarios, broken }] = await Promise.all([
    getTranslations('rules'),
    getTranslations('validation'),
    readUnreached(id),
    listScenarios(ctx, { crmId: id }),
  ]);
  const rows = scenarios.map(({ definition, id: rowId, name, enabled, version, ...checked }) => ({
    id: rowId,
    name,
    enabled,
    version,
    unreached: unreached.get(rowId),
    fit: fitOf('scenario', { t, say }, checked),
    summary: summariseScenario(t, definition, crm.objects),
  }));
  return <DecisionsPage id={id} kind="scenario" rows={rows} broken={broken} />;
}
