'use client';

import { useTranslations } from 'use-intl';
import type { SessionEnding } from '@/lib/domain/people/session-ending';
import { Callout } from '../ui/callout';
import { TextLink } from '../ui/text-link';

/** Says why the Banner closed and how to sign in again. */
export function SessionEnded({ reason }: { reason: SessionEnding }) {
  const t = useTranslations('banner');
  return (
    <main id="content" tabIndex={-1} className="mx-auto max-w-md p-6 outline-none">
      <h1 className="mb-3 text-lg font-semibold">Banner</h1>
      <Callout
        tone="warning"
        live
        title={t('ended')}
        action={<TextLink href="/login?next=%2Fbanner">{t('signInAgain')}</TextLink>}
      >
        {t(`endedBy.${reason}`)}
      </Callout>
    </main>
  );
}
