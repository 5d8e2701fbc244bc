import { computeCoverage, type Coverage } from '@/lib/domain/coverage/coverage';
import { isProviderId, providerManifests } from '@/lib/integrations/crm/manifests';
import { authorise, found, type Ctx } from '../context';
import { loadObjects, loadRules, loadScenarios } from './internal';

/** What serves each situation of a CRM's interactions, and which enabled scenarios and rules decide nowhere. */
export async function readCoverage(ctx: Ctx, { crmId }: { crmId: string }): Promise<Coverage> {
  authorise(ctx, 'crm.access');
  const crm = found(await ctx.db.crm.findUnique({ where: { id: crmId }, select: { type: true } }));
  const profiles = await ctx.db.profile.findMany({
    where: { crms: { some: { crmId } } },
    orderBy: { name: 'asc' },
    select: {
      id: true,
      name: true,
      crms: { orderBy: { position: 'asc' }, select: { crmId: true } },
      objects: { where: { canView: true }, select: { objectId: true } },
    },
  });
  // A profile tries the scenarios of all its CRMs, so others may come before this one's.
  const crmIds = [...new Set([crmId, ...profiles.flatMap(({ crms }) => crms.map((one) => one.crmId))])];
  const [objects, scenarios, rules] = await Promise.all([
    loadObjects(ctx.db, crmIds),
    loadScenarios(ctx.db, crmIds),
    loadRules(ctx.db, [crmId]),
  ]);
  const manifest = isProviderId(crm.type) ? providerManifests[crm.type] : null;
  return computeCoverage({
    crmId,
    profiles: profiles.map(({ id, name, crms, objects: shown }) => ({
      id,
      name,
      crmIds: crms.map((one) => one.crmId),
      shownObjectIds: shown.map(({ objectId }) => objectId),
    })),
    scenarios: scenarios.models,
    rules: rules.models,
    objects,
    requiredOnCreate: new Map(manifest?.objects.map((object) => [object.apiName, object.requiredOnCreate])),
  });
}
