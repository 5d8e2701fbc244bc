import { ExcludedNumbersForm } from '@/components/settings/excluded-numbers-form';
import { PageHeader } from '@/components/ui/page-header';
import { readExcludedNumbersPage } from '@/lib/services/excluded-numbers/queries';
import { listUserChoices } from '@/lib/services/users/queries';
import { getTranslations } from '@/lib/web/i18n';
import { may } from '@/lib/web/may';
import { requirePage } from '@/lib/web/session';
import { SettingsTabs } from '../settings-tabs';

export async function generateMetadata() {
  return { title: (await getTranslations('settings'))('excludedNumbers.title') };
}

export default async function ExcludedNumbersPage() {
  const ctx = await requirePage('settings.access');
  const [t, { entries, version, notes, users }] = await Promise.all([
    getTranslations('settings'),
    readExcludedNumbersPage(ctx),
  ]);
  // Whoever can't list users can keep those that are named, and name nobody else.
  const choices = may(ctx.actor, 'users.access') ? await listUserChoices(ctx) : users;
  return (
    <>
      <PageHeader title={t('title')} description={t('excludedNumbers.description')} />
      <SettingsTabs actor={ctx.actor} current="excluded-numbers" />
      <ExcludedNumbersForm
        values={{ entries, version }}
        notes={notes}
        users={choices}
        readOnlyReason={may(ctx.actor, 'settings.modify') ? undefined : t('general.readOnly')}
      />
    </>
  );
}
