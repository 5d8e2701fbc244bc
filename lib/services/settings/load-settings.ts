import { DEFAULT_SETTINGS, settingsSchema, type Settings } from '@/lib/domain/base/settings';
import type { ReadDb } from '@/lib/platform/db';

export const SETTINGS_KEY = 'general';

/** Never throws: missing or invalid stored values become the default. Version 1 means never changed. */
export async function loadSettings(db: Pick<ReadDb, 'setting'>): Promise<Settings & { version: number }> {
  const row = await db.setting.findUnique({ where: { key: SETTINGS_KEY } });
  const stored = settingsSchema
    .partial()
    .strip()
    .safeParse(row?.value ?? {});
  return { ...DEFAULT_SETTINGS, ...(stored.success ? stored.data : {}), version: row?.version ?? 1 };
}
