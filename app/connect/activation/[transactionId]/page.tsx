import type { ReactNode } from 'react';
import { refusalParams } from '@/components/auth-methods/refusal-params';
import { ReplacePortal } from '@/components/auth-methods/replace-portal';
import { WatchActivation } from '@/components/auth-methods/watch-activation';
import { EntryPage } from '@/components/sign-in/entry-page';
import { MessagesScope } from '@/components/shell/messages-scope';
import { Callout } from '@/components/ui/callout';
import { CloseWindow } from '@/components/ui/close-window';
import { LinkButton } from '@/components/ui/link-button';
import { ReportToOpener } from '@/components/ui/report-to-opener';
import { isOwnChoice } from '@/lib/domain/connection/auth-method';
import { idSchema } from '@/lib/domain/base/validation';
import { readActivation, type ActivationView } from '@/lib/services/auth-methods/read-activation';
import { getMessages, getTranslations } from '@/lib/web/i18n';
import { orNull } from '@/lib/web/or-null';
import type { PageInput } from '@/lib/web/search-params';
import { requirePage } from '@/lib/web/session';

export async function generateMetadata() {
  return { title: (await getTranslations('connect'))('activation.pageTitle') };
}

/** Where the activation window ends: the result and a way back. */
export default async function ActivationPage({ params }: PageInput<'transactionId'>) {
  const ctx = await requirePage('auth-methods.access');
  const { transactionId } = await params;
  const [t, messages] = await Promise.all([getTranslations('connect'), getMessages(['connect'])]);
  const activation = idSchema.safeParse(transactionId).success
    ? await orNull(readActivation(ctx, { transactionId }))
    : null;
  if (!activation) {
    return (
      <EntryPage isSignedIn title={t('activation.nothing')} description={t('activation.nothingText')}>
        <LinkButton href="/maker/authentication-methods">{t('activation.toList')}</LinkButton>
      </EntryPage>
    );
  }
  return (
    <MessagesScope messages={messages}>
      {activation.progress.kind === 'waiting' ? (
        <WatchActivation transactionId={transactionId} />
      ) : (
        <ReportToOpener flow="activation" transactionId={transactionId} />
      )}
      <Outcome activation={activation} />
    </MessagesScope>
  );
}

async function Outcome({ activation }: { activation: ActivationView }) {
  const [t, lists] = await Promise.all([getTranslations('connect'), getTranslations('lists')]);
  const { method, progress, transactionId } = activation;
  const back = (
    <LinkButton href={`/maker/authentication-methods/${method.id}`}>
      {t('activation.back', { name: method.name })}
    </LinkButton>
  );
  switch (progress.kind) {
    case 'waiting':
      return (
        <EntryPage isSignedIn title={t('activation.waiting')} description={t('activation.waitingText')}>
          <Ways>{back}</Ways>
        </EntryPage>
      );
    case 'succeeded':
      return (
        <EntryPage isSignedIn title={t('activation.succeeded', { name: method.name })}>
          <Callout
            tone="success"
            title={t('activation.succeededText', { portal: method.portal?.name ?? '', id: method.portal?.id ?? '' })}
          >
            <p>{t('activation.granted', { count: method.grantedScopes.length })}</p>
            <p>{t('activation.goOn')}</p>
          </Callout>
          <Ways>
            <CloseWindow />
            {back}
          </Ways>
        </EntryPage>
      );
    case 'awaiting_confirmation':
      return (
        <EntryPage isSignedIn title={t('activation.replace.title')}>
          <ReplacePortal
            transactionId={transactionId}
            name={method.name}
            from={progress.from}
            to={progress.to}
            dependents={progress.dependents.map(({ entityType, name, href }) => ({
              kind: lists(`entities.${entityType}`),
              name,
              href,
            }))}
          />
        </EntryPage>
      );
    case 'refused':
      return (
        <EntryPage isSignedIn title={t(`refusal.${progress.reason}.title`)}>
          <Callout
            tone={isOwnChoice(progress.reason) ? 'info' : 'danger'}
            title={t(
              `refusal.${progress.reason}.text`,
              refusalParams({ environment: method.environment, ...progress }),
            )}
            detail={progress.providerCode}
          >
            {method.isEnabled && method.portal !== null && <p>{t('refusal.stays', { portal: method.portal.name })}</p>}
          </Callout>
          <Ways>
            <CloseWindow />
            {back}
          </Ways>
        </EntryPage>
      );
  }
}

function Ways({ children }: { children: ReactNode }) {
  return <div className="mt-5 flex flex-wrap gap-2">{children}</div>;
}
