import {
  excludedNumbersSchema,
  readEntries,
  type ExcludedNumber,
  type ReadEntry,
} from '@/lib/domain/interaction/excluded-numbers';
import type { ConfigurationReader } from '@/lib/platform/configuration';
import type { ReadDb } from '@/lib/platform/db';
import type { Ctx } from '../context';

export const EXCLUDED_NUMBERS_KEY = 'excluded-numbers';

interface Loaded {
  entries: ExcludedNumber[];
  version: number;
}

/** Never throws: invalid stored entries are none. Version 1 means never changed. */
export async function loadExcludedNumbers(db: Pick<ReadDb, 'setting'>): Promise<Loaded> {
  const row = await db.setting.findUnique({ where: { key: EXCLUDED_NUMBERS_KEY } });
  return { entries: excludedNumbersSchema.safeParse(row?.value).data?.entries ?? [], version: row?.version ?? 1 };
}

/** As they are now, outside of a transaction. */
export function readExcludedNumbers(
  ctx: Pick<Ctx, 'config' | 'db'>,
  configuration: ConfigurationReader,
): Promise<readonly ReadEntry[]> {
  return configuration.read('excluded numbers', async () =>
    readEntries((await loadExcludedNumbers(ctx.db)).entries, ctx.config.defaultCountry),
  );
}
