import { NotebookPen } from 'lucide-react';
import { BrokenDecisions } from '@/components/rules/broken-decisions';
import { DecisionList } from '@/components/rules/decision-list';
import { TryPanel } from '@/components/rules/try-panel';
import { EmptyState } from '@/components/ui/empty-state';
import { LinkButton } from '@/components/ui/link-button';
import { TextLink } from '@/components/ui/text-link';
import { LIMITS } from '@/lib/domain/limits';
import { listRules } from '@/lib/services/crms/queries';
import { getTranslations } from '@/lib/web/i18n';
import { may } from '@/lib/web/may';
import type { PageInput } from '@/lib/web/search-params';
import { CrmPage, crmTitle, readCrmPage } from '../crm-page';
import { summariseRule } from './summary';

export function generateMetadata({ params }: PageInput<'id'>) {
  return crmTitle(params);
}

export default async function RulesPage({ params }: PageInput<'id'>) {
  const { id } = await params;
  const { ctx, crm, canModify } = await readCrmPage(id);
  const [t, { rules, broken }] = await Promise.all([getTranslations('rules'), listRules(ctx, id)]);
  const href = `/maker/crm/${id}/interaction-assignment`;
  const create = canModify && crm.objects.length > 0 && (
    <LinkButton href={`${href}/new`} variant="primary">
      {t('rule.add')}
    </LinkButton>
  );
  return (
    <CrmPage id={id}>
      <div className="grid items-start gap-6 xl:grid-cols-[minmax(0,1fr)_24rem]">
        <section aria-labelledby="rules" className="space-y-4">
          <div className="flex flex-wrap items-start justify-between gap-3">
            <div className="min-w-0 flex-1 basis-72">
              <h2 id="rules" className="text-base font-semibold">
                {t('rule.title')}
              </h2>
              <p className="max-w-prose text-muted">
                {t('rule.order')} <span className="whitespace-nowrap tabular-nums">{t('quota', { total: rules.length, limit: LIMITS.rulesPerCrm })}</span>
              </p>
              {!canModify && <p className="text-muted">{t('readOnly')}</p>}
            </div>
            {rules.length > 0 && create}
          </div>
          <BrokenDecisions kind="rule" broken={broken} canModify={canModify} />
          {rules.length === 0 ? (
            <EmptyState
              icon={NotebookPen}
              title={t('rule.empty')}
              description={crm.objects.length === 0 ? t('objectsFirst') : t('rule.emptyText')}
              action={create || undefined}
              next={crm.objects.length === 0 ? <TextLink href={`/maker/crm/${id}`}>{t('addObjects')}</TextLink> : undefined}
            />
          ) : (
            <DecisionList
              kind="rule"
              label={t('rule.title')}
              rows={rules.map(({ definition, id: rowId, name, enabled, version }) => ({ id: rowId, name, enabled, version, summary: summariseRule(t, definition, crm.objects) }))}
              orderUrl={`/api/crms/${id}/rules/order`}
              href={href}
              canModify={canModify}
              hasHistory={may(ctx.actor, 'history.access')}
            />
          )}
          <p className="rounded-card border border-dashed px-4 py-2.5 text-muted">{t('rule.otherwise')}</p>
        </section>
        <div className="xl:sticky xl:top-20">
          <TryPanel crmId={id} />
        </div>
      </div>
    </CrmPage>
  );
}
