import { z } from 'zod';
import { HISTORY_ACTIONS } from '@/lib/domain/base/history';
import type { HistoryEntry } from '@/prisma/generated/client';
import { ENTITY_KEYS } from '@/lib/domain/base/modules';

const snapshotSchema = z.record(z.string(), z.unknown()).nullable();

/** Validates a stored entry. Entries of unknown kinds are left out instead of throwing. */
const storedSchema = z.object({
  id: z.string(),
  at: z.date(),
  action: z.enum(HISTORY_ACTIONS),
  entityType: z.enum(ENTITY_KEYS),
  entityId: z.string(),
  entityName: z.string(),
  actorKind: z.enum(['user', 'api-key', 'system', 'anonymous']),
  actorName: z.string(),
  before: snapshotSchema,
  after: snapshotSchema,
});
export type HistoryItem = z.infer<typeof storedSchema>;

export function readEntry(row: HistoryEntry): HistoryItem | null {
  return storedSchema.safeParse(row).data ?? null;
}
