import { EntryPage } from '@/components/sign-in/entry-page';
import { MessagesScope } from '@/components/shell/messages-scope';
import { ReportToOpener } from '@/components/ui/report-to-opener';
import { getMessages, getTranslations } from '@/lib/web/i18n';
import { requirePage } from '@/lib/web/session';

export async function generateMetadata() {
  return { title: (await getTranslations('connect'))('confirmed.title') };
}

/** Where the window ends in which somebody signed in again. It closes itself where the browser lets it. */
export default async function ConfirmedPage() {
  await requirePage('signed-in');
  const [t, messages] = await Promise.all([getTranslations('connect'), getMessages(['connect'])]);
  return (
    <MessagesScope messages={messages}>
      <EntryPage isSignedIn title={t('confirmed.title')} description={t('confirmed.text')}>
        <ReportToOpener flow="confirmation" closes />
      </EntryPage>
    </MessagesScope>
  );
}
