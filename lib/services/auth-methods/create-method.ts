import type { z } from 'zod';
import { authMethodCreateSchema, providerSchemas } from '@/lib/integrations/crm/manifests';
import { newId } from '@/lib/platform/ids';
import { checkLimit } from '../check-limit';
import { loadMethod } from '../connections/load-method';
import { authorise, parseInput, recordHistory, requireUser, write, type Ctx } from '../context';
import { sealClientSecret } from '../oauth/seal-client-secret';
import { describeMethod } from './describe-method';
import { verbPolicy } from '../verb-policy';

const POLICY = verbPolicy({
  verb: 'auth-methods/create-method',
  access: 'auth-methods.create',
  freshSignIn: { never: 'it changes nobody’s access' },
  handsOut: [],
  touches: 'nothing',
});

/** Stores an OAuth client. It stays Disabled until activated. */
export async function createMethod(ctx: Ctx, input: z.input<typeof authMethodCreateSchema>): Promise<{ id: string }> {
  authorise(ctx, POLICY);
  const { clientSecret, ...data } = parseInput(authMethodCreateSchema, input);
  const settings = parseInput(providerSchemas[data.provider].settings, {
    environment: data.environment,
    clientId: data.clientId,
  });
  const user = requireUser(ctx);
  const id = newId(ctx.now());
  return write(ctx, POLICY, async (tx) => {
    await checkLimit(tx, 'authMethods', () => tx.authMethod.count());
    await tx.authMethod.create({
      data: {
        ...data,
        ...settings,
        id,
        clientSecret: sealClientSecret(ctx, id, clientSecret ?? ''),
        clientSecretSetAt: ctx.now(),
        clientSecretSetById: user.userId,
      },
    });
    const method = await loadMethod(ctx, tx, id);
    const recorded = await recordHistory(ctx, tx, {
      action: 'auth-method.created',
      entity: 'auth-method',
      entityId: id,
      entityName: method.name,
      after: describeMethod(ctx, method),
    });
    return recorded.with({ id });
  });
}
