'use client';

import { useEffect } from 'react';
import { reportConfirmation } from '../forms/confirmation-channel';

/** Sends the page behind this window on, and closes it. */
export function ReportConfirmation() {
  useEffect(() => {
    reportConfirmation();
    window.close();
  }, []);
  return null;
}
