'use client';

import { useTranslations } from 'use-intl';
import { Button } from '../ui/button';
import { Callout } from '../ui/callout';
import { TextLink } from '../ui/text-link';
import type { BannerEnding } from './use-banner';

/** Says why the Banner stopped and how to go on. */
export function SessionEnded({ reason }: { reason: BannerEnding }) {
  const t = useTranslations('banner');
  return (
    <main id="content" tabIndex={-1} className="mx-auto max-w-md p-6 outline-none">
      <h1 className="mb-3 text-lg font-semibold">Banner</h1>
      {reason === 'replaced' ? (
        <Callout
          tone="warning"
          live
          title={t('replaced')}
          action={<Button onClick={() => location.reload()}>{t('continueHere')}</Button>}
        >
          {t('replacedText')}
        </Callout>
      ) : (
        <Callout
          tone="warning"
          live
          title={t('ended')}
          action={<TextLink href="/login?next=%2Fbanner">{t('signInAgain')}</TextLink>}
        >
          {t(`endedBy.${reason}`)}
        </Callout>
      )}
    </main>
  );
}
