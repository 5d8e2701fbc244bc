import { DEFAULT_SETTINGS, settingsSchema, type Settings } from '@/lib/domain/base/settings';
import type { Db, Tx } from '@/lib/platform/db';

export const SETTINGS_KEY = 'general';

/** Never fails for what is stored: what is missing or no longer makes sense is the default. Version 1 is "never changed". */
export async function readSettings(db: Pick<Db | Tx, 'setting'>): Promise<Settings & { version: number }> {
  const row = await db.setting.findUnique({ where: { key: SETTINGS_KEY } });
  const stored = settingsSchema
    .partial()
    .strip()
    .safeParse(row?.value ?? {});
  return { ...DEFAULT_SETTINGS, ...(stored.success ? stored.data : {}), version: row?.version ?? 1 };
}
