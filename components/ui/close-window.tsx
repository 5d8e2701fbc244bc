'use client';

import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from './button';

/** Browsers only let scripts close windows that a script opened. Otherwise, asks the user to close it. */
export function CloseWindow() {
  const t = useTranslations('common');
  const [isBlocked, setBlocked] = useState(false);
  const close = () => {
    window.close();
    setBlocked(true);
  };
  if (isBlocked) return <p role="status">{t('closeWindow.byHand')}</p>;
  return (
    <Button variant="primary" onClick={close}>
      {t('closeWindow.close')}
    </Button>
  );
}
