'use client';

import { useTranslations } from 'use-intl';
import { CopyField } from '../ui/copy-field';

/** The redirect URLs to enter in the provider's app. */
export function RedirectUrls({ uris }: { uris: { activation: string; signIn: string } }) {
  const t = useTranslations('auth-methods');
  return (
    <section className="space-y-3 rounded-card border bg-sunken p-4">
      <div>
        <h2 className="text-base font-semibold">{t('redirects.title')}</h2>
        <p className="mt-0.5 text-sm text-muted">{t('redirects.text')}</p>
      </div>
      <CopyField label={t('redirects.activation')} value={uris.activation} />
      <CopyField label={t('redirects.signIn')} value={uris.signIn} />
    </section>
  );
}
