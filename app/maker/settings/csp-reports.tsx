import { CSP_REPORT_DAYS } from '@/lib/domain/base/csp-report';
import type { ReportedViolation } from '@/lib/services/csp-reports/queries';
import { getTranslations } from '@/lib/web/i18n';
import { DescriptionList } from '@/components/ui/description-list';
import { RailSection } from '@/components/ui/detail-layout';
import { Time } from '@/components/ui/time';

/** What the content security policy stopped in browsers lately. */
export async function CspReports({ reports }: { reports: readonly ReportedViolation[] }) {
  const t = await getTranslations('settings');
  return (
    <RailSection title={t('cspReports.title')}>
      <p className="mb-3">
        {t(reports.length === 0 ? 'cspReports.none' : 'cspReports.text', { days: CSP_REPORT_DAYS })}
      </p>
      <DescriptionList
        items={reports.map(({ directive, blocked, count, lastAt }) => ({
          term: `${directive}: ${t(`cspReports.blocked.${blocked}`)}`,
          value: (
            <>
              {t('cspReports.count', { count })} <Time value={lastAt} />
            </>
          ),
        }))}
      />
    </RailSection>
  );
}
