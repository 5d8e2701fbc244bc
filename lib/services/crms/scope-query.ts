import { planScopes, scopeUses, type ScopePlan } from '@/lib/domain/rules/scope-plan';
import { profileObjectSchema } from '@/lib/domain/people/profile';
import { isProviderId, providerManifests } from '@/lib/integrations/crm/manifests';
import { scopesOfObject } from '@/lib/integrations/crm/contract/manifest';
import { authorise, found, type Ctx } from '../context';
import { loadObjects, loadRules, loadScenarios } from './internal';

/** The scopes this CRM needs, compared with the method's list and the granted scopes. Null for an unknown type. */
export async function readScopePlan(ctx: Ctx, input: { crmId: string }): Promise<ScopePlan | null> {
  authorise(ctx, 'crm.access');
  const { crmId } = input;
  const crm = found(await ctx.db.crm.findUnique({ where: { id: crmId }, include: { authMethod: true } }));
  if (!isProviderId(crm.type)) return null;
  const manifest = providerManifests[crm.type];
  const [objects, scenarios, rules, profiles] = await Promise.all([
    loadObjects(ctx.db, [crmId]),
    loadScenarios(ctx.db, [crmId]),
    loadRules(ctx.db, [crmId]),
    ctx.db.profile.findMany({
      where: { crms: { some: { crmId } } },
      select: { name: true, objects: { where: { object: { crmId } } } },
    }),
  ]);
  const method = crm.authMethod;
  return planScopes({
    uses: scopeUses({
      objects,
      scenarios: scenarios.models,
      rules: rules.models,
      profiles: profiles.map(({ name, objects: held }) => ({
        name,
        objects: held.flatMap(
          ({ profileId: _profileId, ...object }) => profileObjectSchema.safeParse(object).data ?? [],
        ),
      })),
    }),
    scopesOf: (apiName) => scopesOfObject(manifest, apiName),
    base: [],
    listed: [...method.requiredScopes, ...method.optionalScopes],
    granted: method.activatedAt === null ? null : method.grantedScopes,
  });
}
