'use client';

import { useEffect, useState } from 'react';
import type { z } from 'zod';
import { ApiError, apiFetch } from '../forms/api-fetch';
import { useFailureText, type Failure } from '../forms/use-failure-text';

export type Loaded<T> =
  | { state: 'loading' }
  | { state: 'ready'; data: T }
  | {
      state: 'failed';
      failure: Failure;
      /** The exact error, if it is one of ours. */ key: string | null;
      retry: () => void;
    };

/** Reads from our API while `url` is set, for example when a dialog opens. */
export function useApiLoad<T>(url: string | null, schema: z.ZodType<T>): Loaded<T> {
  const failureText = useFailureText();
  const [attempt, setAttempt] = useState(0);
  const [answer, setAnswer] = useState<{ key: string; loaded: Loaded<T> }>();
  const key = `${attempt} ${url}`;

  useEffect(() => {
    if (url === null) return;
    const abort = new AbortController();
    apiFetch(url, schema, { signal: abort.signal }).then(
      (data) => setAnswer({ key, loaded: { state: 'ready', data } }),
      (error: unknown) => {
        if (abort.signal.aborted) return;
        setAnswer({
          key,
          loaded: {
            state: 'failed',
            failure: failureText(error),
            key: error instanceof ApiError ? error.key : null,
            retry: () => setAttempt((before) => before + 1),
          },
        });
      },
    );
    return () => {
      abort.abort();
      // Loads again each time it opens, because the data may have changed.
      setAnswer(undefined);
    };
  }, [url, schema, key, failureText]);

  return answer?.key === key ? answer.loaded : { state: 'loading' };
}
