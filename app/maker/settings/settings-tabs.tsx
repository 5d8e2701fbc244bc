import { Tabs } from '@/components/ui/tabs';
import type { UserActor } from '@/lib/services/context';
import { getTranslations } from '@/lib/web/i18n';
import { may } from '@/lib/web/may';

/** The settings pages this user may open. */
export async function SettingsTabs({
  actor,
  current,
}: {
  actor: UserActor;
  current: 'general' | 'excluded-numbers' | 'api-keys' | 'account';
}) {
  const t = await getTranslations('settings');
  const tabs = [
    may(actor, 'settings.access') && { href: '/maker/settings', label: t('tabs.general') },
    may(actor, 'settings.access') && {
      href: '/maker/settings/excluded-numbers',
      label: t('tabs.excludedNumbers'),
    },
    may(actor, 'api-keys.access') && { href: '/maker/settings/api-keys', label: t('tabs.apiKeys') },
    { href: '/maker/settings/account', label: t('tabs.account') },
  ];
  return (
    <Tabs
      label={t('tabs.label')}
      tabs={tabs.filter((tab) => tab !== false)}
      current={current === 'general' ? '/maker/settings' : `/maker/settings/${current}`}
    />
  );
}
