'use client';

import { useTranslations } from 'use-intl';
import { useCallback } from 'react';
import { ApiError } from './api-fetch';

export interface Failure {
  message: string;
  reference: string | null;
  /** The provider's message, if the API passed it on. */
  detail: string | null;
}

/** Turns an error of apiFetch into a message for the user. */
export function useFailureText(): (error: unknown) => Failure {
  const t = useTranslations('forms');
  return useCallback(
    (error) => {
      if (!(error instanceof ApiError)) return { message: t('failure.unreadable'), reference: null, detail: null };
      const detail = error.details['detail'];
      return {
        message:
          error.code === 'OFFLINE'
            ? t('failure.offline')
            : error.message === ''
              ? t('failure.unreadable')
              : error.message,
        reference: error.reference,
        detail: typeof detail === 'string' ? detail : null,
      };
    },
    [t],
  );
}
