import { ChangePasswordForm } from '@/components/users/change-password-form';
import { EndOtherSessions } from '@/components/sessions/end-other-sessions';
import { SecondFactorCard } from '@/components/second-factor/second-factor-card';
import { PreferencesForm } from '@/components/settings/preferences-form';
import { SessionList } from '@/components/sessions/session-list';
import { ThemeChoice } from '@/components/settings/theme-choice';
import { Card } from '@/components/ui/card';
import { PageHeader } from '@/components/ui/page-header';
import { listOwnSessions } from '@/lib/services/sessions/queries';
import { listOwnFactors } from '@/lib/services/second-factor/queries';
import { readOwnAccount } from '@/lib/services/users/read-own-account';
import { getTheme, getTranslations } from '@/lib/web/i18n';
import { requirePage } from '@/lib/web/session';
import { SettingsTabs } from '../settings-tabs';

export async function generateMetadata() {
  return { title: (await getTranslations('settings'))('account.title') };
}

export default async function AccountPage() {
  const ctx = await requirePage('signed-in');
  const { name, email, language, timeZone } = ctx.actor;
  const [t, theme, account, sessions] = await Promise.all([
    getTranslations('settings'),
    getTheme(),
    readOwnAccount(ctx),
    listOwnSessions(ctx),
  ]);
  // A second factor protects a password: who has none is asked by their provider.
  const factors = account.hasPassword ? await listOwnFactors(ctx) : null;
  return (
    <>
      <PageHeader title={t('account.title')} description={t('account.description', { name, email })} />
      <SettingsTabs actor={ctx.actor} current="account" />
      <div className="mt-6 max-w-4xl space-y-4">
        <Card title={t('account.preferences')}>
          <div className="space-y-6">
            <ThemeChoice theme={theme} />
            <PreferencesForm values={{ language, timeZone }} timeZones={Intl.supportedValuesOf('timeZone')} />
          </div>
        </Card>
        <Card title={t('account.password')}>
          {account.hasPassword ? (
            <ChangePasswordForm email={email} />
          ) : (
            <p className="text-muted">
              {account.connector
                ? t('account.noPassword', { connector: account.connector.name })
                : t('account.noPasswordAtAll')}
            </p>
          )}
        </Card>
        {factors !== null && (
          <SecondFactorCard
            factors={factors.items}
            recoveryCodesLeft={factors.recoveryCodesLeft}
            isRequired={factors.isRequired}
            passkeys={factors.passkeys}
          />
        )}
        <Card title={t('account.sessions')} action={sessions.length > 1 ? <EndOtherSessions /> : undefined}>
          <SessionList sessions={sessions} mayEnd />
        </Card>
      </div>
    </>
  );
}
