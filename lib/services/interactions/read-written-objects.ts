import type { ObjectModel } from '@/lib/domain/crm/crm';
import { authorise, type Ctx } from '../context';
import { loadObjects } from '../crms/internal';

export interface CrmObjects {
  /** Id of a provider. */
  type: string;
  objects: ObjectModel[];
}

/** By CRM, what its objects and their fields are called now: to read what was written to it. */
export async function readWrittenObjects(ctx: Ctx, crmIds: readonly string[]): Promise<Map<string, CrmObjects>> {
  authorise(ctx, 'interactions.access');
  const [crms, objects] = await Promise.all([
    ctx.db.crm.findMany({ where: { id: { in: [...crmIds] } }, select: { id: true, type: true } }),
    loadObjects(ctx.db, crmIds),
  ]);
  return new Map(crms.map(({ id, type }) => [id, { type, objects: objects.filter(({ crmId }) => crmId === id) }]));
}
