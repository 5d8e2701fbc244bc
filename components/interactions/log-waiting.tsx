'use client';

import { useTranslations } from 'use-intl';
import { useState } from 'react';
import type { Cause } from '@/lib/domain/interaction/cause';
import { Button } from '../ui/button';
import { BatchDialog } from './batch-dialog';

/** Logs all that waited for a cause that is mended by now. */
export function LogWaiting({ cause, count }: { cause: Cause; count: number }) {
  const t = useTranslations('interactions');
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button size="small" onClick={() => setOpen(true)}>
        {t('waiting.action')}
      </Button>
      {open && <BatchDialog action="retry" count={count} filter={{ waitsFor: cause }} onClose={() => setOpen(false)} />}
    </>
  );
}
