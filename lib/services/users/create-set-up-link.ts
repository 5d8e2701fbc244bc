import { z } from 'zod';
import { hashSecret, isSameSecret, newSecret } from '@/lib/platform/crypto';
import type { ReadDb, Tx } from '@/lib/platform/db';
import { withoutHistory, type Ctx, type Recorded } from '../context';

/** Stores the hash of the `/setup` link until the first administrator exists. */
const KEY = 'set-up-link';
const LIFETIME_MS = 72 * 60 * 60_000;
const storedSchema = z.object({ tokenHash: z.string(), expiresAt: z.coerce.date() });

/** Creates a new link; the previous one stops working. */
export async function createSetUpLink(ctx: Ctx, tx: Tx): Promise<Recorded<{ url: string; expiresAt: Date }>> {
  const token = newSecret();
  const expiresAt = new Date(ctx.now().getTime() + LIFETIME_MS);
  const value = { tokenHash: hashSecret(token), expiresAt: expiresAt.toISOString() };
  await tx.setting.upsert({
    where: { key: KEY },
    create: { key: KEY, value },
    update: { value, version: { increment: 1 } },
  });
  const url = `${ctx.config.publicUrl}/setup?token=${token}`;
  return withoutHistory('a link to the set-up page changes nothing yet', { url, expiresAt });
}

export async function isSetUpLink(tx: Pick<ReadDb, 'setting'>, token: string, now: Date): Promise<boolean> {
  const row = await tx.setting.findUnique({ where: { key: KEY } });
  const stored = storedSchema.safeParse(row?.value);
  return stored.success && stored.data.expiresAt > now && isSameSecret(hashSecret(token), stored.data.tokenHash);
}

export async function forgetSetUpLink(tx: Tx): Promise<void> {
  await tx.setting.deleteMany({ where: { key: KEY } });
}
