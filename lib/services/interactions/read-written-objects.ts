import type { ObjectModel } from '@/lib/domain/crm/crm';
import { authorise, type Ctx } from '../context';
import { loadObjects } from '../crms/internal';

export interface CrmObjects {
  /** A provider ID. */
  type: string;
  objects: ObjectModel[];
}

/** The current names of objects and fields, by CRM, to describe what was written. */
export async function readWrittenObjects(
  ctx: Ctx,
  { crmIds }: { crmIds: readonly string[] },
): Promise<Map<string, CrmObjects>> {
  authorise(ctx, 'interactions.access');
  const [crms, objects] = await Promise.all([
    ctx.db.crm.findMany({ where: { id: { in: [...crmIds] } }, select: { id: true, type: true } }),
    loadObjects(ctx.db, crmIds),
  ]);
  return new Map(crms.map(({ id, type }) => [id, { type, objects: objects.filter(({ crmId }) => crmId === id) }]));
}
