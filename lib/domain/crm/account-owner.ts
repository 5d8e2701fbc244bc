import { z } from 'zod';
import { canonicalEmail } from '../base/canonical-email';

/** Somebody who may own records in an account. The column `AccountOwners.owners`; checked again on read. */
const accountOwnerSchema = z.object({ id: z.string(), email: z.string(), name: z.string() });
export type AccountOwner = z.infer<typeof accountOwnerSchema>;

export function readOwners(stored: unknown): AccountOwner[] {
  return z.array(accountOwnerSchema).safeParse(stored).data ?? [];
}

export function ownerWithEmail(owners: readonly AccountOwner[], email: string): AccountOwner | null {
  const wanted = canonicalEmail(email);
  return wanted === null ? null : (owners.find((owner) => owner.email === wanted) ?? null);
}

/** Null: the owner is found by the user's email. */
export const userOwnerSchema = z.strictObject({ ownerId: z.string().trim().min(1).max(40).nullable() });
