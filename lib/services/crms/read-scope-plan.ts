import { planScopes, scopeUses, type ScopePlan } from '@/lib/domain/rules/scope-plan';
import { isProviderId, providerManifests } from '@/lib/integrations/crm/manifests';
import { scopesOfObject } from '@/lib/integrations/crm/contract/manifest';
import { loadMethod } from '../connections/load-method';
import { authorise, found, type Ctx } from '../context';
import { loadObjects, loadRules, loadScenarios } from './internal';

/**
 * What is configured needs of the account, beside what the authentication method lists and was granted: of one CRM, or of
 * a method with all CRMs that go through it. Null for an unknown provider.
 */
export async function readScopePlan(
  ctx: Ctx,
  input: { crmId: string } | { authMethodId: string },
): Promise<ScopePlan | null> {
  const { method, crmIds, base } = 'crmId' in input ? await ofCrm(ctx, input.crmId) : await ofMethod(ctx, input);
  const { provider } = method;
  if (!isProviderId(provider)) return null;
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
    base,
    listed: [...method.requiredScopes, ...method.optionalScopes],
    granted: method.grantedScopes,
  });
}

async function ofCrm(ctx: Ctx, crmId: string) {
  authorise(ctx, 'crm.access');
  const { authMethodId } = found(await ctx.db.crm.findUnique({ where: { id: crmId }, select: { authMethodId: true } }));
  return { method: await loadMethod(ctx, ctx.db, authMethodId), crmIds: [crmId], base: [] };
}

async function ofMethod(ctx: Ctx, { authMethodId }: { authMethodId: string }) {
  authorise(ctx, 'auth-methods.access');
  const [method, crms] = await Promise.all([
    loadMethod(ctx, ctx.db, authMethodId),
    ctx.db.crm.findMany({ where: { authMethodId }, select: { id: true } }),
  ]);
  // The connection itself needs it; a CRM alone does not.
  return { method, crmIds: crms.map(({ id }) => id), base: ['oauth'] };
}
