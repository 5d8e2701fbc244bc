import { z } from 'zod';
import { readStored } from '@/lib/domain/base/stored';
import { AppError } from '@/lib/domain/base/app-error';
import { readOwners, type AccountOwner } from '@/lib/domain/crm/account-owner';
import type { ListOption } from '@/lib/domain/crm/crm';
import { usableOptions } from '@/lib/domain/crm/field-suggestion';
import { objectFactsSchema, type ObjectFacts, type PropertyFacts } from '@/lib/domain/crm/property-facts';
import type { PropertyDefinition } from '@/lib/integrations/crm/contract/schema';
import { capabilityOf } from '@/lib/integrations/crm/contract/provider';
import { ProviderError } from '@/lib/integrations/provider-error';
import { loadMethods } from './load-method';
import { readAccountOwners } from './read-account-owners';
import { withAccess } from './with-access';
import { type Ctx, unrecorded } from '../context';

/**
 * What an account says of its properties, and labels for their stored values: HubSpot stores a ticket's stage as `3` and shows "Waiting on us", and an owner
 * as an ID and shows a name. The worker reads and stores them, so that no card waits for it; if the account can't be
 * read, the last labels stay.
 */
const payloadSchema = z.object({ authMethodId: z.uuid().nullable() });

const FRESH_MS = 60 * 60_000;

/** Reads one method's labels at once, or those of all methods not read in the last hour. */
export async function readAccountOptions(ctx: Ctx, payload: unknown): Promise<void> {
  const { authMethodId } = readStored(payloadSchema, payload, 'job read-account-options');
  const where = authMethodId === null ? {} : { id: authMethodId };
  const methods = await loadMethods(ctx, ctx.db, where);
  const enabled = [...methods.values()].filter(({ status }) => status === 'enabled').map(({ id }) => id);
  const rows = await ctx.db.authMethod.findMany({
    where: { id: { in: enabled } },
    select: {
      id: true,
      options: { select: { objectApiName: true, readAt: true } },
      crms: { select: { objects: { select: { apiName: true, fields: { select: { apiName: true } } } } } },
    },
  });
  for (const method of rows) {
    // Once per account, with the first object that is due.
    let owners: Promise<AccountOwner[]> | null = null;
    const ownersOf = () => (owners ??= readAccountOwners(ctx, { authMethodId: method.id }));
    for (const [objectApiName, apiNames] of configuredFields(method.crms.flatMap(({ objects }) => objects))) {
      const readAt = method.options.find((kept) => kept.objectApiName === objectApiName)?.readAt;
      if (authMethodId === null && readAt && isFresh(ctx, readAt)) continue;
      await readObject(ctx, { authMethodId: method.id, objectApiName, apiNames, ownersOf });
    }
  }
}

/** Reads one object at once, because somebody waits for what the account says of it now. False if it doesn't answer. */
export async function readAccountObject(
  ctx: Ctx,
  { authMethodId, objectApiName }: { authMethodId: string; objectApiName: string },
): Promise<boolean> {
  const [objects, stored] = await Promise.all([
    ctx.db.crmObject.findMany({
      where: { apiName: objectApiName, crm: { authMethodId } },
      select: { apiName: true, fields: { select: { apiName: true } } },
    }),
    ctx.db.accountOwners.findUnique({ where: { authMethodId } }),
  ]);
  const ownersOf = async () =>
    stored && isFresh(ctx, stored.readAt) ? readOwners(stored.owners) : readAccountOwners(ctx, { authMethodId });
  const apiNames = configuredFields(objects).get(objectApiName) ?? new Set();
  return readObject(ctx, { authMethodId, objectApiName, apiNames, ownersOf });
}

function isFresh(ctx: Ctx, readAt: Date): boolean {
  return ctx.now().getTime() - readAt.getTime() < FRESH_MS;
}

/** Configured fields by object, across all CRMs that use the method. */
function configuredFields(
  objects: readonly { apiName: string; fields: readonly { apiName: string }[] }[],
): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  for (const { apiName, fields } of objects) {
    found.set(apiName, new Set([...(found.get(apiName) ?? []), ...fields.map((field) => field.apiName)]));
  }
  return found;
}

async function readObject(
  ctx: Ctx,
  {
    authMethodId,
    objectApiName,
    apiNames,
    ownersOf,
  }: {
    authMethodId: string;
    objectApiName: string;
    apiNames: ReadonlySet<string>;
    ownersOf: () => Promise<AccountOwner[]>;
  },
): Promise<boolean> {
  const id = { authMethodId, objectApiName };
  const { accountOptions } = unrecorded(ctx, 'bookkeeping');
  try {
    const owners = (await ownersOf()).map(({ id, name }) => ({ value: id, label: name }));
    const read = await withAccess(ctx, authMethodId, async (access, provider) => {
      const schema = capabilityOf(provider, 'schema');
      if (!schema.supported) return { options: {}, facts: objectFactsSchema.parse(null) };
      const described = await schema.capability.describeObject(access, objectApiName).catch(nullIfAbsent);
      if (described === null) return null;
      const { properties, closed } = described;
      const configured = properties.filter(({ apiName }) => apiNames.has(apiName));
      const options = configured.map((property): [string, ListOption[]] => [
        property.apiName,
        usableOptions(property.holdsOwner ? owners : property.options),
      ]);
      const known = new Set(properties.map(({ apiName }) => apiName));
      const facts: ObjectFacts = {
        required: properties
          .filter(({ isRequired, isReadOnly }) => isRequired && !isReadOnly)
          .map(({ apiName, label }) => ({ apiName, label })),
        gone: [...apiNames].filter((apiName) => !known.has(apiName)),
        isAbsent: false,
        properties: Object.fromEntries(
          properties
            .filter(({ apiName }) => apiNames.has(apiName))
            .map((property) => [property.apiName, factsOf(property)]),
        ),
        closed,
      };
      return { options: Object.fromEntries(options.filter(([, listed]) => listed.length > 0)), facts };
    });
    const kept = { ...(read ?? (await asAbsent(ctx, id))), readAt: ctx.now() };
    await accountOptions.upsert({
      where: { authMethodId_objectApiName: id },
      create: { ...id, options: {}, ...kept },
      update: kept,
    });
    return true;
  } catch (error) {
    if (!(error instanceof ProviderError) && !(error instanceof AppError)) throw error;
    ctx.log.warn({ err: error, authMethodId, objectApiName }, 'what the account calls its values could not be read');
    return false;
  }
}

/** HubSpot answers an unknown object with 404 or 400. Any other refusal says nothing of the object. */
function nullIfAbsent(error: unknown): null {
  const isAbsent =
    error instanceof ProviderError &&
    (error.kind === 'not_found' || (error.kind === 'invalid_request' && error.status === 400));
  if (isAbsent) return null;
  throw error;
}

/** What was known of its properties stays: the next answer may be another, and a guess would overwrite what people chose. */
async function asAbsent(
  { db }: Ctx,
  id: { authMethodId: string; objectApiName: string },
): Promise<{ facts: ObjectFacts }> {
  const former = await db.accountOptions.findUnique({ where: { authMethodId_objectApiName: id } });
  return { facts: { ...objectFactsSchema.parse(former?.facts ?? null), isAbsent: true } };
}

function factsOf(property: PropertyDefinition): PropertyFacts {
  const { kind, isHtml, holdsOwner, isMultiple, isReadOnly, isSingleLine, hiddenValues } = property;
  return { kind, isHtml, holdsOwner, isMultiple, isReadOnly, isSingleLine, hiddenValues };
}
