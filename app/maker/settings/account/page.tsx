import { SignInCards } from '@/app/sign-in-cards';
import { PreferencesForm } from '@/components/settings/preferences-form';
import { ThemeChoice } from '@/components/settings/theme-choice';
import { Card } from '@/components/ui/card';
import { PageHeader } from '@/components/ui/page-header';
import { getTheme, getTranslations } from '@/lib/web/i18n';
import { requirePage } from '@/lib/web/session';
import { SettingsTabs } from '../settings-tabs';

export async function generateMetadata() {
  return { title: (await getTranslations('settings'))('account.title') };
}

export default async function AccountPage() {
  const ctx = await requirePage('signed-in');
  const { name, email, language, timeZone } = ctx.actor;
  const [t, theme] = await Promise.all([getTranslations('settings'), getTheme()]);
  return (
    <>
      <PageHeader
        title={t('account.title')}
        description={name === email ? email : t('account.description', { name, email })}
      />
      <SettingsTabs actor={ctx.actor} current="account" />
      <div className="mt-6 max-w-4xl space-y-4">
        <Card title={t('account.preferences')}>
          <div className="space-y-6">
            <ThemeChoice theme={theme} />
            <PreferencesForm values={{ language, timeZone }} timeZones={Intl.supportedValuesOf('timeZone')} />
          </div>
        </Card>
        <SignInCards ctx={ctx} />
      </div>
    </>
  );
}
