'use client';

import { useTranslations } from 'use-intl';
import type { ReactNode } from 'react';
import { Button } from '../ui/button';
import { Callout } from '../ui/callout';
import { Skeleton } from '../ui/skeleton';
import type { Loaded } from './use-api-load';

/** Renders the loading, failed or loaded state. */
export function LoadView<T>({ loaded, children }: { loaded: Loaded<T>; children: (data: T) => ReactNode }) {
  const t = useTranslations('common');
  if (loaded.state === 'loading') {
    return (
      <div aria-busy="true" className="space-y-3 py-1">
        <span role="status" className="sr-only">
          {t('loading')}
        </span>
        <Skeleton />
        <Skeleton className="w-4/5" />
        <Skeleton className="w-3/5" />
      </div>
    );
  }
  if (loaded.state === 'failed') {
    return (
      <Callout
        live
        tone="danger"
        title={loaded.failure.message}
        detail={loaded.failure.detail}
        reference={loaded.failure.reference}
        action={
          <Button size="small" onClick={loaded.retry}>
            {t('retry')}
          </Button>
        }
      />
    );
  }
  return children(loaded.data);
}
