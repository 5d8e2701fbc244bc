import { z } from 'zod';
import type { ProviderAccount, ProviderIdentity, TokenGrant } from '@/lib/integrations/crm/contract/auth';
import { readStored } from '@/lib/domain/base/stored';
import type { Ctx } from '../context';

/** The result of a consent: tokens, their user, and their account. */
export interface ReceivedGrant {
  grant: Pick<TokenGrant, 'accessToken' | 'refreshToken' | 'expiresAt'>;
  identity: Pick<ProviderIdentity, 'email' | 'scopes'>;
  account: Pick<ProviderAccount, 'id' | 'name' | 'domain' | 'displayName' | 'uiDomain' | 'timeZone' | 'type'>;
  obtainedAt: Date;
}

const pendingSchema = z.object({
  grant: z.object({ accessToken: z.string(), refreshToken: z.string(), expiresAt: z.coerce.date() }),
  identity: z.object({ email: z.string().nullable(), scopes: z.array(z.string()) }),
  account: z.object({
    id: z.string(),
    name: z.string().nullable(),
    domain: z.string().nullable(),
    displayName: z.string(),
    uiDomain: z.string(),
    timeZone: z.string().nullable(),
    type: z.enum(['standard', 'developer_test', 'sandbox', 'app_developer', 'other']),
  }),
  obtainedAt: z.coerce.date(),
});

const pendingPlace = (transactionId: string) => ({ table: 'OAuthTransaction', row: transactionId, column: 'pending' });

/** Sealed until an administrator decides; unusable until then. */
export function sealPendingGrant(ctx: Pick<Ctx, 'sealer'>, transactionId: string, received: ReceivedGrant): string {
  return ctx.sealer.seal(JSON.stringify(pendingSchema.parse(received)), pendingPlace(transactionId));
}

export function openPendingGrant(ctx: Pick<Ctx, 'sealer'>, transactionId: string, sealed: string): ReceivedGrant {
  const stored: unknown = JSON.parse(ctx.sealer.open(sealed, pendingPlace(transactionId)));
  return readStored(pendingSchema, stored, 'OAuthTransaction.pending');
}
