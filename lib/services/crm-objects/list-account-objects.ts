import { AppError } from '@/lib/domain/base/app-error';
import { objectApiNameSchema } from '@/lib/domain/crm/crm';
import type { AccountObject, AccountProperty } from '@/lib/domain/answers/account-schema';
import { capabilityOf, type Provider } from '@/lib/integrations/crm/contract/provider';
import { type SchemaCapability } from '@/lib/integrations/crm/contract/schema';
import { ProviderError } from '@/lib/integrations/provider-error';
import { withAccess } from '../connections/with-access';
import { authorise, found, parseInput, type Ctx } from '../context';

/** The account's objects, custom ones included. Read from the provider each time; nothing is stored. */
export async function listAccountObjects(ctx: Ctx, input: { crmId: string }): Promise<{ items: AccountObject[] }> {
  const authMethodId = await methodOf(ctx, input.crmId);
  return { items: await withAccess(ctx, authMethodId, (access, provider) => schemaOf(provider).listObjects(access)) };
}

/** An object's properties; those hidden in the provider's own pages come last. */
export async function listAccountProperties(
  ctx: Ctx,
  input: { crmId: string; objectApiName: string },
): Promise<{ items: AccountProperty[] }> {
  const authMethodId = await methodOf(ctx, input.crmId);
  const objectApiName = parseInput(objectApiNameSchema, input.objectApiName);
  const { properties } = await withAccess(ctx, authMethodId, (access, provider) =>
    schemaOf(provider).describeObject(access, objectApiName),
  ).catch((error: unknown) => {
    const isUnknown =
      error instanceof ProviderError && (error.kind === 'not_found' || error.kind === 'invalid_request');
    throw isUnknown
      ? new AppError('NOT_FOUND', { key: 'object_not_in_account', params: { object: objectApiName }, cause: error })
      : error;
  });
  return { items: [...properties].sort((a, b) => Number(a.isHidden) - Number(b.isHidden)) };
}

async function methodOf(ctx: Ctx, crmId: string): Promise<string> {
  // Only users who may change the CRM need it, and each call uses up the account's request quota.
  authorise(ctx, 'crm.modify');
  return found(await ctx.db.crm.findUnique({ where: { id: crmId }, select: { authMethodId: true } })).authMethodId;
}

function schemaOf(provider: Provider): SchemaCapability {
  const lookup = capabilityOf(provider, 'schema');
  if (!lookup.supported) throw new AppError('PRECONDITION_FAILED', { key: 'no_schema' });
  return lookup.capability;
}
