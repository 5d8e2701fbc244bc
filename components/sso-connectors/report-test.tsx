'use client';

import { useEffect, useState } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from '../ui/button';
import { reportTest } from './test-channel';

/** Tells the page that waits, and closes the window that it opened. */
export function ReportTest({ transactionId }: { transactionId: string }) {
  const t = useTranslations('sso-connectors');
  const [isKept, setKept] = useState(false);
  useEffect(() => reportTest(transactionId), [transactionId]);
  if (isKept) return <p role="status">{t('test.closeByHand')}</p>;
  return (
    <Button
      variant="primary"
      onClick={() => {
        window.close();
        setKept(true);
      }}
    >
      {t('test.close')}
    </Button>
  );
}
