'use client';

import { useTranslations } from 'use-intl';

const CAUSES = ['permission', 'app', 'account', 'left'] as const;

/** HubSpot refuses some sign-ins on a page of its own and never sends the browser back: we cannot say why then, so this page says what it may be. */
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
