import type { CallOptions, ProviderAccount } from './auth';

/** Whether somebody waits for the answer. Where a provider limits how much is asked of it, they go first. */
export type CallPriority = 'interactive' | 'background';

/** The right to act in one account, for one call. */
export interface ProviderAccess extends CallOptions {
  accessToken: string;
  /** Interactive unless said. */
  priority?: CallPriority;
  account: Pick<ProviderAccount, 'id' | 'uiDomain'>;
}
