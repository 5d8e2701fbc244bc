'use client';

import { useEffect } from 'react';
import { reportToOpener, type WindowFlow } from './window-channel';

interface ReportToOpenerProps {
  flow: WindowFlow;
  transactionId?: string | null;
  /** Closes this window too, where the browser lets it. */
  closes?: boolean;
}

/** Tells the page behind this window to ask the server for the result. */
export function ReportToOpener({ flow, transactionId = null, closes = false }: ReportToOpenerProps) {
  useEffect(() => {
    reportToOpener(flow, transactionId);
    if (closes) window.close();
  }, [flow, transactionId, closes]);
  return null;
}
