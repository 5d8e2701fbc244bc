import { redirect } from 'next/navigation';
import { SettingsForm } from '@/components/settings/settings-form';
import { DescriptionList } from '@/components/ui/description-list';
import { DetailLayout, RailSection } from '@/components/ui/detail-layout';
import { PageHeader } from '@/components/ui/page-header';
import { listCspReports } from '@/lib/services/csp-reports/queries';
import { readSettings } from '@/lib/services/settings/queries';
import { getLocale, getTranslations } from '@/lib/web/i18n';
import { may } from '@/lib/web/may';
import { requirePage } from '@/lib/web/session';
import { CspReports } from './csp-reports';
import { SettingsTabs } from './settings-tabs';

export async function generateMetadata() {
  return { title: (await getTranslations('settings'))('title') };
}

export default async function SettingsPage() {
  const ctx = await requirePage('signed-in');
  if (!may(ctx.actor, 'settings.access'))
    redirect(may(ctx.actor, 'api-keys.access') ? '/maker/settings/api-keys' : '/maker/settings/account');
  const [t, locale, settings, reports] = await Promise.all([
    getTranslations('settings'),
    getLocale(),
    readSettings(ctx),
    listCspReports(ctx),
  ]);
  const { deployment, ...values } = settings;
  const country = new Intl.DisplayNames(locale, { type: 'region' }).of(deployment.defaultCountry);
  return (
    <>
      <PageHeader title={t('title')} description={t('general.description')} />
      <SettingsTabs actor={ctx.actor} current="general" />
      <DetailLayout
        railLabel={t('deployment.title')}
        rail={
          <>
            <RailSection title={t('deployment.title')}>
              <p className="mb-3">{t('deployment.text')}</p>
              <DescriptionList
                items={[
                  { term: t('deployment.publicUrl'), value: deployment.publicUrl },
                  { term: t('deployment.mode'), value: t(`deployment.modes.${deployment.hubspotMode}`) },
                  {
                    term: t('deployment.country'),
                    value: (
                      <>
                        {country} ({deployment.defaultCountry})
                        <span className="block text-muted">{t('deployment.countryHelp')}</span>
                      </>
                    ),
                  },
                ]}
              />
            </RailSection>
            <CspReports reports={reports} />
          </>
        }
      >
        <SettingsForm
          values={values}
          readOnlyReason={may(ctx.actor, 'settings.modify') ? undefined : t('general.readOnly')}
        />
      </DetailLayout>
    </>
  );
}
