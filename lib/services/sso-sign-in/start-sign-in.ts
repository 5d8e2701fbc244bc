import type { ConnectorType, SignInDenial } from '@/lib/domain/people/sso';
import { ProviderError } from '@/lib/integrations/provider-error';
import { loadMethod } from '../connections/load-method';
import { type Ctx, type UserActor, unrecorded } from '../context';
import { limitRate } from '../limit-rate';
import {
  startAnonymousSignIn,
  startTransaction,
  targetOfMethod,
  type StartedTransaction,
  type TransactionTarget,
} from '../oauth/start-transaction';
import { loadConnector, type LoadedConnector } from '../sso-connectors/load-connector';
import { findBrowserNonce } from '../sessions/remember-account';
import { findOidcTarget } from './find-oidc-target';
import { recordAttempt } from './record-attempt';

export type SignInStart =
  | { kind: 'started'; transaction: StartedTransaction }
  | { kind: 'refused'; reason: SignInDenial; connectorType?: ConnectorType };

/**
 * Starts sign-in from the login URL. Nobody is signed in yet, so it stores nothing, and no number of starts stops anybody:
 * it costs no more than a page.
 */
export async function startSignIn(
  ctx: Ctx,
  input: {
    reference: string;
    /** What the browser shows if somebody signed in there before. */
    knownBrowser?: string | null;
    /** Whoever signs in again in place, whose session is renewed. */
    renewedBy?: Pick<UserActor, 'userId' | 'sessionId'>;
  },
): Promise<SignInStart> {
  const { reference, knownBrowser, renewedBy } = input;
  const connector = await loadConnector(ctx.db, { reference });
  if (!connector) {
    await limitRate(ctx, 'stray-sign-in-by-ip');
    return { kind: 'refused', reason: 'connector_unknown' };
  }
  const connectorId = connector.id;
  const target = connector.enabled ? await targetOf(ctx, connector) : 'connector_disabled';
  if (typeof target === 'string') {
    const browserNonce = findBrowserNonce(ctx, { cookie: knownBrowser, account: connectorId });
    await recordAttempt(ctx, unrecorded(ctx, 'before sign-in'), {
      connectorId,
      browserNonce,
      userId: null,
      presented: null,
      reason: target,
    });
    return { kind: 'refused', reason: target, connectorType: connector.type };
  }
  if (!renewedBy) return { kind: 'started', transaction: startAnonymousSignIn(ctx, { connectorId, target }) };
  const transaction = await unrecorded(ctx, 'before sign-in').$transaction((tx) =>
    startTransaction(ctx, tx, { purpose: { kind: 'sign_in', connectorId, user: renewedBy }, target }),
  );
  return { kind: 'started', transaction };
}

/** Requests a method's whole scope list, because HubSpot refuses any set but the app's. */
async function targetOf(ctx: Ctx, connector: LoadedConnector): Promise<TransactionTarget | SignInDenial> {
  if (connector.type === 'hubspot') {
    const method = await loadMethod(ctx, ctx.db, connector.authMethodId);
    return method.status === 'enabled' ? targetOfMethod(ctx, method, 'sign_in') : 'method_disabled';
  }
  try {
    return await findOidcTarget(ctx, connector);
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    ctx.log.warn(
      { connectorId: connector.id, kind: error.kind, providerCode: error.code },
      'an OpenID Connect provider could not be asked for its addresses',
    );
    return 'provider_unavailable';
  }
}
