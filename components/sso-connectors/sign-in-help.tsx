'use client';

import { useTranslations } from 'use-intl';

const CAUSES = ['permission', 'app', 'account', 'left'] as const;

/** HubSpot rejects some sign-ins on its own page without telling us why, so this lists the usual causes. */
export function SignInHelp() {
  const t = useTranslations('login');
  return (
    <>
      <p>{t('stuck.explain')}</p>
      <ul className="mt-2 list-disc space-y-1.5 pl-4">
        {CAUSES.map((cause) => (
          <li key={cause}>{t(`stuck.${cause}`)}</li>
        ))}
      </ul>
    </>
  );
}
