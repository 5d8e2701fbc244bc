import { NotebookPen, PhoneIncoming } from 'lucide-react';
import { WaitingNotice } from '@/app/maker/waiting-notice';
import { TryLayout } from '@/components/rules/try-layout';
import { BrokenDecisions } from '@/components/rules/broken-rules';
import { DecisionList, type DecisionRow } from '@/components/rules/rule-list';
import type { DecisionKind } from '@/components/rules/use-delete-rule';
import { EmptyState } from '@/components/ui/empty-state';
import { LinkButton } from '@/components/ui/link-button';
import { TextLink } from '@/components/ui/text-link';
import { LIMITS } from '@/lib/domain/base/limits';
import { getTranslations } from '@/lib/web/i18n';
import { may } from '@/lib/web/may';
import { CrmPage, readCrmPage } from './crm-page';

const KINDS = {
  scenario: {
    path: 'screen-pop',
    api: 'scenarios',
    about: 'screen-pop',
    limit: LIMITS.scenariosPerCrm,
    icon: PhoneIncoming,
  },
  rule: {
    path: 'interaction-assignment',
    api: 'rules',
    about: 'assignment',
    limit: LIMITS.rulesPerCrm,
    icon: NotebookPen,
  },
} as const;

interface DecisionsPageProps {
  /** Of the CRM. */
  id: string;
  kind: DecisionKind;
  rows: readonly DecisionRow[];
  broken: readonly { id: string; name: string }[];
  /** The recorded interaction that *Try it* starts with. */
  replayId?: string | null;
}

/** A CRM's scenarios or rules, in the order they are tried. */
export async function DecisionsPage({ id, kind, rows, broken, replayId = null }: DecisionsPageProps) {
  const { ctx, crm, canModify } = await readCrmPage(id);
  const t = await getTranslations('rules');
  const { path, api, about, limit, icon } = KINDS[kind];
  const href = `/maker/crm/${id}/${path}`;
  const hasObjects = crm.objects.length > 0;
  const create = canModify && hasObjects && (
    <LinkButton href={`${href}/new`} variant="primary">
      {t(`${kind}.add`)}
    </LinkButton>
  );
  return (
    <CrmPage id={id} showsValues replayId={replayId}>
      <TryLayout tried={canModify ? { crmId: id, about } : null}>
        <section aria-labelledby="decisions" className="space-y-4">
          <div className="flex flex-wrap items-start justify-between gap-3">
            <div className="min-w-0 flex-1 basis-72">
              <h2 id="decisions" className="text-base font-semibold">
                {t(`${kind}.title`)}
              </h2>
              <p className="max-w-prose text-muted">
                {t(`${kind}.order`)}{' '}
                <span className="whitespace-nowrap tabular-nums">{t('quota', { total: rows.length, limit })}</span>
              </p>
              {!canModify && <p className="text-muted">{t('readOnly')}</p>}
            </div>
            {rows.length > 0 && create}
          </div>
          {kind === 'rule' && <WaitingNotice ctx={ctx} cause={`rules:${id}`} />}
          <BrokenDecisions kind={kind} broken={broken} canModify={canModify} />
          {rows.length === 0 ? (
            <EmptyState
              icon={icon}
              title={t(`${kind}.empty`)}
              description={hasObjects ? t(`${kind}.emptyText`) : t('objectsFirst')}
              action={create}
              next={hasObjects ? undefined : <TextLink href={`/maker/crm/${id}`}>{t('addObjects')}</TextLink>}
            />
          ) : (
            <DecisionList
              kind={kind}
              label={t(`${kind}.title`)}
              rows={rows}
              orderUrl={`/api/crms/${id}/${api}/order`}
              href={href}
              canModify={canModify}
              hasHistory={may(ctx.actor, 'history.access')}
            />
          )}
          <p className="rounded-card border border-dashed px-4 py-2.5 text-muted">{t(`${kind}.otherwise`)}</p>
        </section>
      </TryLayout>
    </CrmPage>
  );
}
