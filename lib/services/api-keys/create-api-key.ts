import type { z } from 'zod';
import { apiKeyInputSchema, type ApiScope } from '@/lib/domain/people/api-key';
import { fingerprint, hashSecret, newSecret } from '@/lib/platform/crypto';
import { checkLimit } from '../check-limit';
import { authorise, parseInput, recordHistory, write, type Ctx } from '../context';
import { requireGrantable } from '../access';
import { verbPolicy } from '../verb-policy';

const POLICY = verbPolicy({
  verb: 'api-keys/create-api-key',
  access: 'api-keys.create',
  freshSignIn: 'always',
  handsOut: ['API scope'],
  touches: 'nothing',
});

/** A recognizable prefix, for logs, repositories and secret scanners. */
const PREFIX = 'maker_';

/** Creates an API key. Returns it once; only its hash is stored. */
export async function createApiKey(
  ctx: Ctx,
  input: z.input<typeof apiKeyInputSchema>,
): Promise<{ id: string; name: string; scopes: ApiScope[]; key: string }> {
  authorise(ctx, POLICY);
  const data = parseInput(apiKeyInputSchema, input);
  const key = PREFIX + newSecret();
  return write(ctx, POLICY, async (tx) => {
    await checkLimit(tx, 'apiKeys', () => tx.apiKey.count({ where: { revokedAt: null } }));
    await requireGrantable(ctx, tx, { 'API scope': data.scopes });
    const { id } = await tx.apiKey.create({
      data: {
        ...data,
        prefix: key.slice(0, PREFIX.length + 4),
        keyHash: hashSecret(key),
        createdById: ctx.actor.kind === 'user' ? ctx.actor.userId : null,
        createdAt: ctx.now(),
      },
      select: { id: true },
    });
    const recorded = await recordHistory(ctx, tx, {
      action: 'api-key.created',
      entity: 'api-key',
      entityId: id,
      entityName: data.name,
      after: { ...data, key: fingerprint(key) },
    });
    return recorded.with({ id, ...data, key });
  });
}
