import type { Tx } from '@/lib/platform/db';
import { enqueue } from '@/lib/platform/jobs';

/** Call it in the transaction that makes new labels necessary. */
export function scheduleAccountOptions(tx: Tx, authMethodId: string): Promise<void> {
  return enqueue(tx, 'read-account-options', { authMethodId }, { key: `read-account-options:${authMethodId}` });
}
