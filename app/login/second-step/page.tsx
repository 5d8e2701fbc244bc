import { cookies } from 'next/headers';
import { redirect } from 'next/navigation';
import { EntryPage } from '@/components/sign-in/entry-page';
import { RequiredEnrolment } from '@/components/sign-in/required-enrolment';
import { SecondStep } from '@/components/sign-in/second-step';
import { MessagesScope } from '@/components/shell/messages-scope';
import { TextLink } from '@/components/ui/text-link';
import { returnTarget } from '@/lib/domain/people/return-target';
import { readSecondStep } from '@/lib/services/second-factor/queries';
import { getMessages, getTranslations } from '@/lib/web/i18n';
import { oneParam, type PageInput } from '@/lib/web/search-params';
import { anonymousPage } from '@/lib/web/session';
import { readSecondStepCookie } from '@/lib/web/ticket-cookies';

export async function generateMetadata() {
  return { title: (await getTranslations('second-factor'))('step.title') };
}

/** For somebody whose password was right: nothing else of the product is open to them yet. */
export default async function SecondStepPage({ searchParams }: PageInput) {
  const next = returnTarget(oneParam(await searchParams, 'next'), '/');
  const [ctx, t, messages, jar] = await Promise.all([
    anonymousPage(),
    getTranslations('second-factor'),
    getMessages(['second-factor']),
    cookies(),
  ]);
  const step = await readSecondStep(ctx, { ticket: readSecondStepCookie(jar) });
  if (!step) redirect(`/login?${new URLSearchParams({ notice: 'second_step_over', next }).toString()}`);
  const isEnrolment = step.needs === 'enrolment';
  return (
    <MessagesScope messages={messages}>
      <EntryPage
        title={t(isEnrolment ? 'step.enrolmentTitle' : 'step.title')}
        description={t(isEnrolment ? 'step.enrolment' : 'step.factor')}
        footer={
          <p className="px-1 text-sm">
            <TextLink href="/login">{t('step.cancel')}</TextLink>
          </p>
        }
      >
        {isEnrolment ? (
          <RequiredEnrolment passkeys={step.passkeys} next={next} />
        ) : (
          <SecondStep kinds={step.kinds} mayUsePasskeys={step.passkeys.kind === 'usable'} next={next} />
        )}
      </EntryPage>
    </MessagesScope>
  );
}
