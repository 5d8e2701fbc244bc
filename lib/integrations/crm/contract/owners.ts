import type { ProviderAccess } from './access';

export interface OwnersCapability {
  /** Null when nobody in the account has this address. */
  findByEmail(access: ProviderAccess, email: string): Promise<ProviderOwner | null>;
  /** Those who are in the account now; at most 500. */
  list(access: ProviderAccess): Promise<ProviderOwner[]>;
}

export interface ProviderOwner {
  /** What goes into a record's owner property. */
  id: string;
  userId: string | null;
  email: string;
  name: string;
}
