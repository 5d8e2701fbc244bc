import { planScopes, scopeUses, type ScopePlan } from '@/lib/domain/rules/scope-plan';
import { isProviderId, providerManifests } from '@/lib/integrations/crm/manifests';
import { scopesOfObject } from '@/lib/integrations/crm/contract/manifest';
import { authorise, found, type Ctx } from '../context';
import { loadObjects, loadRules, loadScenarios } from '../crms/internal';

/** The scopes that a method's CRMs need, compared with the method's list and the granted scopes. */
export async function readScopePlan(ctx: Ctx, input: { id: string }): Promise<ScopePlan> {
  authorise(ctx, 'auth-methods.access');
  const method = found(
    await ctx.db.authMethod.findUnique({ where: { id: input.id }, include: { crms: { select: { id: true } } } }),
  );
  const { provider } = method;
  if (!isProviderId(provider)) throw new Error(`There is no provider ${provider}.`);
  const crmIds = method.crms.map(({ id }) => id);
  const [objects, scenarios, rules, profiles] = await Promise.all([
    loadObjects(ctx.db, crmIds),
    loadScenarios(ctx.db, crmIds),
    loadRules(ctx.db, crmIds),
    ctx.db.profile.findMany({
      where: { crms: { some: { crmId: { in: crmIds } } } },
      select: {
        name: true,
        objects: {
          where: { object: { crmId: { in: crmIds } } },
          select: { objectId: true, canCreate: true, canEdit: true },
        },
      },
    }),
  ]);
  return planScopes({
    uses: scopeUses({ objects, scenarios: scenarios.models, rules: rules.models, profiles }),
    scopesOf: (apiName) => scopesOfObject(providerManifests[provider], apiName),
    base: ['oauth'],
    listed: [...method.requiredScopes, ...method.optionalScopes],
    granted: method.status === 'enabled' ? method.grantedScopes : null,
  });
}
