'use client';

import { useTranslations } from 'use-intl';
import type { PasskeySite } from '@/lib/domain/people/passkey-site';
import { useWebAuthnSupport } from './passkey-browser';

/** Why no passkey can be made here. */
export function PasskeysUnusable({ site }: { site: PasskeySite }) {
  const t = useTranslations('second-factor.passkeysUnusable');
  const hasWebAuthn = useWebAuthnSupport();
  if (site.kind === 'unusable') return <p className="text-sm text-muted">{t(site.reason)}</p>;
  return hasWebAuthn === false ? <p className="text-sm text-muted">{t('browser')}</p> : null;
}
