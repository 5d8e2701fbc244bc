import type { HistoryAction } from '@/lib/domain/base/history';
import { Prisma } from '@/prisma/generated/client';
import type { Tx } from './db';
import { toJson } from './json';
import type { EntityKey } from '@/lib/domain/base/modules';

export interface HistoryActor {
  kind: 'user' | 'api-key' | 'system' | 'anonymous';
  id: string | null;
  name: string;
}

export interface HistoryRecord {
  action: HistoryAction;
  entity: EntityKey;
  entityId: string;
  entityName: string;
  /** Plain data; secrets only as fingerprints. Absent for a creation. */
  before?: Record<string, unknown>;
  /** Absent for a deletion. */
  after?: Record<string, unknown>;
}

/** Called in the transaction of the change: no change without its entry, no entry without its change. */
export async function recordHistory(
  tx: Tx,
  by: { actor: HistoryActor; requestId: string; now: Date },
  record: HistoryRecord,
): Promise<void> {
  await tx.historyEntry.create({
    data: {
      at: by.now,
      action: record.action,
      entityType: record.entity,
      entityId: record.entityId,
      entityName: record.entityName,
      actorKind: by.actor.kind,
      actorId: by.actor.id,
      actorName: by.actor.name,
      before: record.before === undefined ? Prisma.DbNull : toJson(record.before),
      after: record.after === undefined ? Prisma.DbNull : toJson(record.after),
      requestId: by.requestId,
    },
  });
}
