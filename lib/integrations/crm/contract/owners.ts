import type { ProviderAccess } from './access';

export interface OwnersCapability {
  /** Null when nobody in the account has this address. */
  findByEmail(access: ProviderAccess, email: string): Promise<ProviderOwner | null>;
  /** The account's current owners, at most 500. */
  list(access: ProviderAccess): Promise<ProviderOwner[]>;
}

export interface ProviderOwner {
  /** The value for a record's owner property. */
  id: string;
  userId: string | null;
  email: string;
  name: string;
}
