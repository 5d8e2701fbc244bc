import { newId } from '@/lib/platform/ids';
import { checkLimit } from '../check-limit';
import { loadMethod } from '../connections/load-method';
import { authorise, found, recordHistory, write, type Ctx } from '../context';
import { copyName } from '../copy-name';
import { describeMethod } from './describe-method';
import { verbPolicy } from '../verb-policy';

const POLICY = verbPolicy({
  verb: 'auth-methods/duplicate-method',
  access: 'auth-methods.create',
  freshSignIn: { never: 'it changes nobody’s access' },
  handsOut: [],
  touches: 'nothing',
});

/** The same client under another name, without its secret, its grant and its portal. */
export async function duplicateMethod(ctx: Ctx, input: { id: string }): Promise<{ id: string }> {
  authorise(ctx, POLICY);
  const id = newId(ctx.now());
  return write(ctx, POLICY, async (tx) => {
    await checkLimit(tx, 'authMethods', () => tx.authMethod.count());
    const source = found(
      await tx.authMethod.findUnique({ where: { id: input.id }, include: { tags: { select: { id: true } } } }),
    );
    const names = await tx.authMethod.findMany({ select: { name: true } });
    const { provider, environment, clientId, requiredScopes, optionalScopes } = source;
    await tx.authMethod.create({
      data: {
        id,
        name: copyName(ctx.actor, source.name, names),
        provider,
        environment,
        clientId,
        requiredScopes,
        optionalScopes,
        tags: { connect: source.tags },
      },
    });
    const copy = await loadMethod(ctx, tx, id);
    const recorded = await recordHistory(ctx, tx, {
      action: 'auth-method.duplicated',
      entity: 'auth-method',
      entityId: id,
      entityName: copy.name,
      after: { copyOf: source.name, ...describeMethod(ctx, copy) },
    });
    return recorded.with({ id });
  });
}
