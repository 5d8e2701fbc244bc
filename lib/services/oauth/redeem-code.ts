import type { OAuthRefusal } from '@/lib/domain/connection/auth-method';
import { ProviderError } from '@/lib/integrations/provider-error';
import type { Provider } from '@/lib/integrations/crm/contract/provider';
import type { ProviderIdentity, TokenGrant } from '@/lib/integrations/crm/contract/auth';
import type { Ctx } from '../context';
import { openClientSecret } from './seal-client-secret';
import { verifierPlace } from './internal';

export interface RedeemingMethod {
  id: string;
  provider: string;
  clientId: string;
  clientSecret: string | null;
}

export type Redemption =
  | {
      kind: 'redeemed';
      grant: TokenGrant;
      identity: ProviderIdentity;
      provider: Provider;
      credentials: { clientId: string; clientSecret: string };
    }
  | { kind: 'refused'; reason: RedemptionRefusal; providerCode: string | null };

export type RedemptionRefusal = Extract<OAuthRefusal, 'code_refused' | 'credentials_refused' | 'provider_unavailable'>;

/** Exchanges the code for tokens and identifies their user. Network call: never use it inside a transaction. */
export async function redeemCode(
  ctx: Ctx,
  input: {
    transaction: { id: string; redirectUri: string; pkceVerifier: string };
    method: RedeemingMethod;
    code: string;
  },
): Promise<Redemption> {
  const { transaction, method, code } = input;
  const clientSecret = openClientSecret(ctx, method);
  if (clientSecret === null) return { kind: 'refused', reason: 'credentials_refused', providerCode: null };
  const provider = ctx.provider(method.provider);
  const credentials = { clientId: method.clientId, clientSecret };
  try {
    const codeVerifier = ctx.sealer.open(transaction.pkceVerifier, verifierPlace(transaction.id));
    const grant = await provider.auth.exchangeCode(credentials, {
      code,
      redirectUri: transaction.redirectUri,
      codeVerifier,
    });
    const identity = await provider.auth.identifyUser(credentials, grant.accessToken);
    return { kind: 'redeemed', grant, identity, provider, credentials };
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    ctx.log.warn(
      { transactionId: transaction.id, operation: error.operation, kind: error.kind, providerCode: error.code },
      'a code could not be redeemed',
    );
    return { kind: 'refused', reason: refusalOf(error), providerCode: error.code };
  }
}

export function refusalOf(error: ProviderError): RedemptionRefusal {
  if (error.kind === 'invalid_request') return isAboutCredentials(error) ? 'credentials_refused' : 'code_refused';
  return error.kind === 'auth_revoked' ? 'code_refused' : 'provider_unavailable';
}

/** HubSpot: BAD_CLIENT_ID, BAD_CLIENT_SECRET; OAuth: invalid_client. */
function isAboutCredentials(error: ProviderError): boolean {
  return /CLIENT/i.test(error.code ?? '');
}
