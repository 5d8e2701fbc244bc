import { AppError } from '@/lib/domain/base/app-error';
import {
  decideActivation,
  TRANSACTION_MS,
  type OAuthRefusal,
  displayNameOf,
} from '@/lib/domain/connection/auth-method';
import { ProviderError } from '@/lib/integrations/provider-error';
import { loadMethod } from '../connections/load-method';
import { authorise, found, recordHistory, write, type Ctx } from '../context';
import type { ConsumedTransaction } from '../oauth/internal';
import { receiveCallback, type ProviderCallback } from '../oauth/receive-callback';
import { verifyIssuer } from '../oauth/verify-issuer';
import { redeemCode, refusalOf } from '../oauth/redeem-code';
import { bindGrant } from './bind-grant';
import { sealPendingGrant, type ReceivedGrant } from './seal-pending-grant';
import { refuseActivation } from './refuse-activation';
import { requireGrantable } from '../access';
import { verbPolicy } from '../verb-policy';

const POLICY = verbPolicy({
  verb: 'auth-methods/finish-activation',
  access: 'auth-methods.modify',
  freshSignIn: { never: 'the provider asks' },
  handsOut: ['sign-in route'],
  touches: 'anything',
});

/** `unknown`: one answer for everything that isn't an open authorization flow of this browser and user. */
export type ActivationEnd = { kind: 'unknown' } | { kind: 'known'; transactionId: string };

/** Handles the provider's activation callback: refusals first, then binds the grant to the method. */
export async function finishActivation(ctx: Ctx, input: ProviderCallback): Promise<ActivationEnd> {
  const callback = await receiveCallback(ctx, { ...input, purpose: 'activate' });
  if (callback.kind !== 'received') {
    ctx.log.warn(
      { reason: callback.kind === 'unreadable' ? 'unreadable' : 'not_for_this_request' },
      'an activation callback was refused',
    );
    return { kind: 'unknown' };
  }
  const { answer, transaction } = callback;
  const method = await loadMethod(ctx, ctx.db, found(transaction.authMethodId));
  const refuse = async (reason: OAuthRefusal, detail: Record<string, unknown> = {}): Promise<ActivationEnd> => {
    await refuseActivation(ctx, { flow: { id: transaction.id, outcome: 'consumed' }, reason, detail });
    return reason === 'not_for_this_request' ? { kind: 'unknown' } : { kind: 'known', transactionId: transaction.id };
  };

  if (!verifyIssuer(ctx.provider(method.provider), answer.issuer)) return refuse('not_for_this_request');
  if (!mayModify(ctx)) return refuse('not_permitted');
  if (method.version !== transaction.authMethodVersion) return refuse('method_changed');
  if (answer.kind === 'error') return refuse(answer.error);

  const redemption = await redeemCode(ctx, { transaction, method, code: answer.code });
  if (redemption.kind === 'refused') return refuse(redemption.reason, { providerCode: redemption.providerCode });
  const { grant, identity, provider } = redemption;
  const decision = decideActivation({ method, identity });
  if (decision.kind === 'refuse') {
    const { kind: _kind, reason, ...detail } = decision;
    return refuse(reason, detail);
  }
  if (decision.extraScopes.length > 0)
    ctx.log.info({ methodId: method.id, extraScopes: decision.extraScopes }, 'more scopes were granted than asked for');

  let received: ReceivedGrant;
  try {
    received = {
      grant,
      identity,
      account: await provider.auth.identifyAccount(grant.accessToken, identity),
      obtainedAt: ctx.now(),
    };
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    return refuse(refusalOf(error) === 'provider_unavailable' ? 'provider_unavailable' : 'provider_error', {
      providerCode: error.code,
    });
  }
  return saveGrant(ctx, { transaction, received, asks: decision.kind === 'confirm', refuse });
}

function mayModify(ctx: Ctx): boolean {
  try {
    authorise(ctx, POLICY);
    return true;
  } catch (error) {
    if (error instanceof AppError) return false;
    throw error;
  }
}

interface Keeping {
  transaction: ConsumedTransaction;
  received: ReceivedGrant;
  /** The method is currently connected to another account. */
  asks: boolean;
  refuse: (reason: OAuthRefusal) => Promise<ActivationEnd>;
}

/** One transaction: stores either the grant with the method, or the sealed grant awaiting a decision. */
async function saveGrant(ctx: Ctx, { transaction, received, asks, refuse }: Keeping): Promise<ActivationEnd> {
  try {
    await write(ctx, POLICY, async (tx) => {
      const method = await loadMethod(ctx, tx, found(transaction.authMethodId));
      if (method.version !== transaction.authMethodVersion)
        throw new AppError('CONFLICT', { key: 'changed_meanwhile' });
      const isOther = method.portalId !== null && method.portalId !== received.account.id;
      if (!asks && !isOther) return bindGrant(ctx, tx, { method, received, transactionId: transaction.id });
      // Nothing yet: the confirmation checks what it hands out.
      await requireGrantable(ctx, tx, { 'sign-in route': null });
      const expiresAt = new Date(ctx.now().getTime() + TRANSACTION_MS);
      const from = { id: method.portalId ?? '', name: displayNameOf(method) };
      const to = { id: received.account.id, name: received.account.displayName };
      await tx.oAuthTransaction.update({
        where: { id: transaction.id },
        data: {
          outcome: 'awaiting_confirmation',
          expiresAt,
          pending: sealPendingGrant(ctx, transaction.id, received),
          detail: { from, to },
        },
      });
      await tx.authMethod.updateMany({
        where: { id: method.id, status: 'activating' },
        data: { activatingUntil: expiresAt },
      });
      return recordHistory(ctx, tx, {
        action: 'auth-method.activation-refused',
        entity: 'auth-method',
        entityId: method.id,
        entityName: method.name,
        after: { reason: 'awaiting_confirmation', from, to },
      });
    });
    return { kind: 'known', transactionId: transaction.id };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return refuse(error.code === 'CONFLICT' ? 'method_changed' : 'not_permitted');
  }
}
