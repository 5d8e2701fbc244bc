'use client';

import { usePathname } from 'next/navigation';
import { useTranslations } from 'use-intl';
import { useCallback } from 'react';
import type { ConfirmFailure } from '../ui/confirm-dialog';
import { ApiError } from './api-fetch';
import { useFailureText } from './use-failure-text';

/** A refusal with its way on: what needs a recent sign-in leads to the sign-in page and back. */
export function useConfirmFailure(): (error: unknown) => ConfirmFailure {
  const t = useTranslations('forms');
  const pathname = usePathname();
  const failureText = useFailureText();
  return useCallback(
    (error) => {
      const failure = failureText(error);
      if (!(error instanceof ApiError) || error.details['signInAgain'] !== true) return failure;
      const href = `/login?again=1&next=${encodeURIComponent(pathname)}`;
      return { ...failure, wayOn: { label: t('signInAgain'), href } };
    },
    [failureText, pathname, t],
  );
}
