'use client';

import { useTranslations } from 'use-intl';
import { useState } from 'react';
import { z } from 'zod';
import { ApiError } from '../forms/api-fetch';
import { useFailureText } from '../forms/use-failure-text';
import type { ShownFailure } from '../ui/failure-callout';
import { PasskeyProblem } from './passkey-browser';

export interface Submission {
  busy: boolean;
  /** What concerns the whole; null where a field says it. */
  failure: ShownFailure | null;
  /** What concerns one field, by its name. */
  fields: Readonly<Record<string, string>>;
  run: (work: () => Promise<void>) => Promise<void>;
}

const connectorSchema = z.object({ name: z.string(), reference: z.string() });

/** Work that a button starts, and what came of it. Needs the messages `second-factor`. */
export function useSubmission(): Submission {
  const t = useTranslations('second-factor.problem');
  const failureText = useFailureText();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<ShownFailure | null>(null);
  const [fields, setFields] = useState<Record<string, string>>({});

  const run = async (work: () => Promise<void>) => {
    if (busy) return;
    setBusy(true);
    setFailure(null);
    setFields({});
    try {
      await work();
    } catch (error) {
      const beside = error instanceof ApiError ? error.fields : {};
      setFields(beside);
      if (error instanceof PasskeyProblem) setFailure({ message: t(error.reason) });
      else if (Object.keys(beside).length === 0) {
        // Who they are was proven, and their role requires a connector.
        const required = connectorSchema.safeParse(error instanceof ApiError ? error.details['connector'] : null).data;
        const wayOut = required && {
          href: `/api/sso/login/${encodeURIComponent(required.reference)}`,
          label: t('connector', { connector: required.name }),
        };
        setFailure({ ...failureText(error), wayOut });
      }
    } finally {
      setBusy(false);
    }
  };
  return { busy, failure, fields, run };
}
