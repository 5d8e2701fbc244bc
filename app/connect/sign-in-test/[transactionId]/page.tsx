import { TestResult } from '@/components/sso-connectors/test-result';
import { EntryPage } from '@/components/sign-in/entry-page';
import { MessagesScope } from '@/components/shell/messages-scope';
import { CloseWindow } from '@/components/ui/close-window';
import { LinkButton } from '@/components/ui/link-button';
import { ReportToOpener } from '@/components/ui/report-to-opener';
import { idSchema } from '@/lib/domain/base/validation';
import { readSignInTest } from '@/lib/services/sso-sign-in/queries';
import { getMessages, getTranslations } from '@/lib/web/i18n';
import { orNull } from '@/lib/web/or-null';
import type { PageInput } from '@/lib/web/search-params';
import { requirePage } from '@/lib/web/session';

export async function generateMetadata() {
  return { title: (await getTranslations('sso-connectors'))('test.title') };
}

/** Where the window of a test sign-in ends. */
export default async function SignInTestPage({ params }: PageInput<'transactionId'>) {
  const ctx = await requirePage('sso-connectors.modify');
  const { transactionId } = await params;
  const [t, messages] = await Promise.all([
    getTranslations('sso-connectors'),
    getMessages(['sso-connectors', 'attempts']),
  ]);
  const test = idSchema.safeParse(transactionId).success ? await orNull(readSignInTest(ctx, { transactionId })) : null;
  if (!test?.result) {
    return (
      <EntryPage isSignedIn title={t('test.nothing')}>
        <LinkButton href="/maker/sso-connectors">{t('test.toList')}</LinkButton>
      </EntryPage>
    );
  }
  const { connector, type, result } = test;
  return (
    <MessagesScope messages={messages}>
      <EntryPage
        isSignedIn
        title={result.failure === null ? t('test.passed') : t('test.failed')}
        description={connector === null ? t('test.nobodyNew') : t('test.nobody', { name: connector.name })}
      >
        <TestResult type={type} result={result} />
        <div className="mt-5 flex flex-wrap gap-2">
          <ReportToOpener flow="sign-in-test" transactionId={transactionId} />
          <CloseWindow />
          {connector !== null && (
            <LinkButton href={`/maker/sso-connectors/${connector.id}`}>
              {t('test.back', { name: connector.name })}
            </LinkButton>
          )}
        </div>
      </EntryPage>
    </MessagesScope>
  );
}
