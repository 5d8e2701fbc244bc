import { AppError } from '@/lib/domain/base/app-error';
import { z } from 'zod';
import { hashSecret } from '@/lib/platform/crypto';
import { prepareQuery } from '@/lib/platform/prepared';
import { type Actor, runQuery, type Ctx, unrecorded } from '../context';
import { addressOf, tooFast } from '../limit-rate';

const READ = prepareQuery(
  'read-api-key',
  z.object({
    id: z.string(),
    name: z.string(),
    scopes: z.array(z.string()),
    revokedAt: z.date().nullable(),
    lastUsedAt: z.date().nullable(),
  }),
  `SELECT k."id", k."name", k."scopes", k."revokedAt", k."lastUsedAt" FROM "ApiKey" k
   WHERE k."keyHash" = $1::JSONB ->> 'keyHash'`,
);

/**
 * Keys that were right when they were last used in this process. A phone system that has one isn't held up by somebody
 * behind the same address who guesses; each use is still looked up.
 */
const rightBefore = new Set<string>();

/** Resolves `Authorization: Bearer <key>` to an actor. 401 if missing, unknown or revoked; guesses are limited per address. */
export async function readApiKey(ctx: Ctx, { authorization }: { authorization: string | null }): Promise<Actor> {
  const secret = /^Bearer ([A-Za-z0-9_-]{20,200})$/.exec(authorization ?? '')?.[1];
  if (!secret) throw new AppError('UNAUTHENTICATED', { key: 'api_key_missing' });
  const from = addressOf(ctx);
  const keyHash = hashSecret(secret);
  if (!rightBefore.has(keyHash)) {
    const { retryAfterSeconds } = await ctx.limits.peek('api-key-by-ip', from);
    if (retryAfterSeconds !== null) throw tooFast(retryAfterSeconds);
  }

  const [key] = await runQuery(ctx, READ, { keyHash });
  if (!key || key.revokedAt) {
    rightBefore.delete(keyHash);
    await ctx.limits.take('api-key-by-ip', from);
    throw new AppError('UNAUTHENTICATED', { key: key ? 'api_key_revoked' : 'api_key_unknown' });
  }
  rightBefore.add(keyHash);
  if (!key.lastUsedAt || ctx.now().getTime() - key.lastUsedAt.getTime() > 60_000) {
    await unrecorded(ctx, 'bookkeeping').apiKey.updateMany({
      where: { id: key.id, revokedAt: null },
      data: { lastUsedAt: ctx.now() },
    });
  }
  return { kind: 'api-key', apiKeyId: key.id, name: key.name, scopes: key.scopes };
}
