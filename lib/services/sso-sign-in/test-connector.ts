import type { z } from 'zod';
import { hintFor, type SignInTest } from '@/lib/domain/people/sign-in-test';
import { connectorDraftSchema } from '@/lib/domain/people/sso';
import { ProviderError } from '@/lib/integrations/provider-error';
import { loadMethod } from '../connections/load-method';
import { authorise, found, parseInput, requireUser, unrecorded, type Ctx } from '../context';
import { limitRate } from '../limit-rate';
import { startTransaction, targetOfMethod, type StartedTransaction } from '../oauth/start-transaction';
import { loadConnector } from '../sso-connectors/load-connector';
import { connectorOf, readDraft, sealDraft } from '../sso-connectors/read-draft';
import { verbPolicy } from '../verb-policy';
import { findOidcTarget } from './find-oidc-target';

export type StartedTest = { kind: 'started'; transaction: StartedTransaction } | { kind: 'failed'; result: SignInTest };

const POLICY = verbPolicy({
  verb: 'sso-sign-in/test-connector',
  access: 'sso-connectors.modify',
  freshSignIn: { never: 'it changes nobody’s access' },
  handsOut: [],
  touches: 'own',
});

/** A connector as it is saved, enabled or not; or as it is in a form. */
type Tested = { id: string } | { draft: z.input<typeof connectorDraftSchema> };

/** Starts a sign-in that signs nobody in. Bound to who starts it. */
export async function testConnector(ctx: Ctx, input: Tested): Promise<StartedTest> {
  authorise(ctx, POLICY);
  const user = requireUser(ctx);
  await limitRate(ctx, 'activation-by-user');

  const draft = 'draft' in input ? await readDraft(ctx, parseInput(connectorDraftSchema, input.draft)) : null;
  const connector =
    draft === null && 'id' in input
      ? found(await loadConnector(ctx.db, { id: input.id }))
      : connectorOf(ctx, found(draft));
  try {
    const target =
      connector.type === 'oidc'
        ? await findOidcTarget(ctx, connector)
        : targetOfMethod(ctx, await loadMethod(ctx, ctx.db, connector.authMethodId), 'sign_in');
    const transaction = await unrecorded(ctx, 'bookkeeping').$transaction((tx) =>
      startTransaction(ctx, tx, {
        purpose: {
          kind: 'test',
          connectorId: draft === null || draft.isSaved ? connector.id : null,
          user,
          ...(draft === null ? {} : { sealDraft: (id) => sealDraft(ctx, id, draft) }),
        },
        target,
      }),
    );
    return { kind: 'started', transaction };
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    const failure = {
      stage: 'discovery' as const,
      reason: 'provider_unavailable' as const,
      hint: hintFor('discovery', 'provider_unavailable'),
      providerCode: error.code,
      providerMessage: error.providerMessage,
    };
    return { kind: 'failed', result: { failure, identity: null, user: null, isDraft: draft !== null } };
  }
}
