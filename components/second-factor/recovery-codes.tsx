'use client';

import { useTranslations } from 'use-intl';
import { Callout } from '../ui/callout';
import { CopyLinesButton } from '../ui/copy-lines-button';

/** Shown once. */
export function RecoveryCodes({ codes }: { codes: readonly string[] }) {
  const t = useTranslations('second-factor.codes');
  return (
    <div className="space-y-4">
      <Callout live tone="warning" title={t('once')}>
        <p>{t('use')}</p>
      </Callout>
      <ul aria-label={t('title')} className="grid gap-x-6 gap-y-1.5 font-mono text-sm sm:grid-cols-2">
        {codes.map((code) => (
          <li key={code} className="select-all">
            {code}
          </li>
        ))}
      </ul>
      <CopyLinesButton label={t('copy')} lines={codes} />
    </div>
  );
}
