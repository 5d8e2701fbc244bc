import type { CallOptions, ProviderAccount } from './auth';

/** Whether a person is waiting for the response. If the provider limits requests, these go first. */
export type CallPriority = 'interactive' | 'background';

/** Access to one account, for one call. */
export interface ProviderAccess extends CallOptions {
  accessToken: string;
  /** Defaults to interactive. */
  priority?: CallPriority;
  /** Who asked for it. People take turns where the provider limits requests, and none of them gets everything. */
  person?: string;
  account: Pick<ProviderAccount, 'id' | 'uiDomain'>;
}
