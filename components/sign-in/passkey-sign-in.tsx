'use client';

import { useTranslations } from 'use-intl';
import { PasskeyButton } from '../second-factor/passkey-button';

/** Instead of a password. */
export function PasskeySignIn({ next }: { next: string }) {
  const t = useTranslations('login');
  return (
    <PasskeyButton step="first" variant="secondary" onSignedIn={() => location.assign(next)}>
      {t('passkey')}
    </PasskeyButton>
  );
}
