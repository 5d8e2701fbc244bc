import { PhoneIncoming } from 'lucide-react';
import { BrokenDecisions } from '@/components/rules/broken-decisions';
import { DecisionList } from '@/components/rules/decision-list';
import { TryPanel } from '@/components/rules/try-panel';
import { EmptyState } from '@/components/ui/empty-state';
import { LinkButton } from '@/components/ui/link-button';
import { TextLink } from '@/components/ui/text-link';
import { LIMITS } from '@/lib/domain/limits';
import { listScenarios } from '@/lib/services/crms/queries';
import { getTranslations } from '@/lib/web/i18n';
import { may } from '@/lib/web/may';
import type { PageInput } from '@/lib/web/search-params';
import { CrmPage, crmTitle, readCrmPage } from '../crm-page';
import { summariseScenario } from './summary';

export function generateMetadata({ params }: PageInput<'id'>) {
  return crmTitle(params);
}

export default async function ScenariosPage({ params }: PageInput<'id'>) {
  const { id } = await params;
  const { ctx, crm, canModify } = await readCrmPage(id);
  const [t, { scenarios, broken }] = await Promise.all([getTranslations('rules'), listScenarios(ctx, id)]);
  const href = `/maker/crm/${id}/screen-pop`;
  const create = canModify && crm.objects.length > 0 && (
    <LinkButton href={`${href}/new`} variant="primary">
      {t('scenario.add')}
    </LinkButton>
  );
  return (
    <CrmPage id={id}>
      <div className="grid items-start gap-6 xl:grid-cols-[minmax(0,1fr)_24rem]">
        <section aria-labelledby="scenarios" className="space-y-4">
          <div className="flex flex-wrap items-start justify-between gap-3">
            <div className="min-w-0 flex-1 basis-72">
              <h2 id="scenarios" className="text-base font-semibold">
                {t('scenario.title')}
              </h2>
              <p className="max-w-prose text-muted">
                {t('scenario.order')} <span className="whitespace-nowrap tabular-nums">{t('quota', { total: scenarios.length, limit: LIMITS.scenariosPerCrm })}</span>
              </p>
              {!canModify && <p className="text-muted">{t('readOnly')}</p>}
            </div>
            {scenarios.length > 0 && create}
          </div>
          <BrokenDecisions kind="scenario" broken={broken} canModify={canModify} />
          {scenarios.length === 0 ? (
            <EmptyState
              icon={PhoneIncoming}
              title={t('scenario.empty')}
              description={crm.objects.length === 0 ? t('objectsFirst') : t('scenario.emptyText')}
              action={create || undefined}
              next={crm.objects.length === 0 ? <TextLink href={`/maker/crm/${id}`}>{t('addObjects')}</TextLink> : undefined}
            />
          ) : (
            <DecisionList
              kind="scenario"
              label={t('scenario.title')}
              rows={scenarios.map(({ definition, id: rowId, name, enabled, version }) => ({ id: rowId, name, enabled, version, summary: summariseScenario(t, definition, crm.objects) }))}
              orderUrl={`/api/crms/${id}/scenarios/order`}
              href={href}
              canModify={canModify}
              hasHistory={may(ctx.actor, 'history.access')}
            />
          )}
          <p className="rounded-card border border-dashed px-4 py-2.5 text-muted">{t('scenario.otherwise')}</p>
        </section>
        <div className="xl:sticky xl:top-20">
          <TryPanel crmId={id} />
        </div>
      </div>
    </CrmPage>
  );
}
