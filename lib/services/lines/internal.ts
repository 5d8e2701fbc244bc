import { z } from 'zod';
import { AppError } from '@/lib/domain/base/app-error';
import { idSchema } from '@/lib/domain/base/validation';
import type { ReadDb, Tx } from '@/lib/platform/db';

/** The default is a setting of its own: it belongs to no line. */
export const LINE_DEFAULT_KEY = 'lines';

const storedSchema = z.object({ profileId: idSchema.nullable() });

/** Version 1 means never chosen. A profile that is gone decides nothing. */
export async function loadLineDefault(
  db: Pick<ReadDb, 'setting' | 'profile'>,
): Promise<{ profile: { id: string; name: string } | null; version: number }> {
  const row = await db.setting.findUnique({ where: { key: LINE_DEFAULT_KEY } });
  const profileId = storedSchema.safeParse(row?.value).data?.profileId ?? null;
  const profile =
    profileId === null
      ? null
      : await db.profile.findUnique({ where: { id: profileId }, select: { id: true, name: true } });
  return { profile, version: row?.version ?? 1 };
}

/** Reported at the choice. The profile stays until the transaction ends. */
export async function requireProfile(tx: Tx, profileId: string | null): Promise<void> {
  if (profileId === null) return;
  const [profile] = await tx.$queryRaw<{ id: string }[]>`
    SELECT "id" FROM "Profile" WHERE "id" = ${profileId}::uuid FOR KEY SHARE`;
  if (profile === undefined) throw new AppError('INVALID_INPUT', { fields: { profileId: { key: 'profile_gone' } } });
}
