import { z } from 'zod';
import { AppError, type MessageRef } from '@/lib/domain/base/app-error';
import { ProviderError } from '@/lib/integrations/provider-error';
import { withAccess } from '../connections/with-access';
import { valueIn } from '@/lib/domain/crm/fields';
import type { RecordValues } from '@/lib/domain/crm/records';
import { isProviderId, providerManifests } from '@/lib/integrations/crm/manifests';
import { findAgentOwner } from '../connections/find-agent-owner';
import { parseInput, recordHistory, requireUser, withoutHistory, write, type Ctx, type UserActor } from '../context';
import { findWriteKey } from '../connections/find-write-key';
import { loadAgentModel, requireObject, type AgentCrm, type AgentObject } from './internal';
import { propertiesOf, toWrittenCard, type WrittenCard } from './describe-card';
import { cardValuesSchema, encodeValues } from './edit-card';
import { mapProviderFieldErrors } from './map-provider-field-errors';
import { verbPolicy } from '../verb-policy';

const POLICY = verbPolicy({
  verb: 'cards/create-card',
  access: 'signed in',
  freshSignIn: { never: 'it changes nobody’s access' },
  handsOut: [],
  touches: 'own',
});

export const cardCreationSchema = z.strictObject({
  objectId: z.uuid('wrong_format'),
  values: cardValuesSchema,
  attemptId: z
    .uuid('wrong_format')
    .meta({ description: 'The same for each repetition of a creation whose answer was lost.' }),
});

/**
 * Creates a record from an agent's input. Only on request: a search never creates a customer. Where the CRM offers a
 * unique key, repeating the request doesn't create a second record.
 */
export async function createCard(
  ctx: Ctx,
  input: z.input<typeof cardCreationSchema>,
): Promise<WrittenCard & { isOwnerMissing: boolean }> {
  const actor = requireUser(ctx);
  const { objectId, values: typed, attemptId } = parseInput(cardCreationSchema, input);
  const { crm, object } = requireObject(await loadAgentModel(ctx, actor), objectId, 'canCreate');
  const values = encodeValues(object, typed);
  const missing = object.shown.filter((field) => field.required && !field.readOnly && !values[field.apiName]);
  if (missing.length > 0) {
    const fields = Object.fromEntries(
      missing.map(({ id }): [string, MessageRef] => [`values.${id}`, { key: 'required' }]),
    );
    throw new AppError('INVALID_INPUT', { fields });
  }

  const owner = await findOwner(ctx, actor, crm, { object, values });
  const property = await keyProperty(ctx, crm, object.apiName);
  // Include the user, so that two agents' attempts never share a key.
  const key = property === null ? undefined : { property, value: `${actor.userId}.${attemptId}` };
  const create = (all: RecordValues) =>
    withAccess(ctx, crm.authMethod.id, (access, provider) =>
      provider.records.create(access, { objectApiName: object.apiName, values: all, key }),
    );
  const created = await mapProviderFieldErrors(object, () =>
    create({ ...values, ...owner.values }).catch((error: unknown) => {
      // Not every object has owners, and an owner can be gone: no reason to refuse what the agent typed.
      if (!isAbout(error, Object.keys(owner.values))) throw error;
      owner.isMissing = true;
      return create(values);
    }),
  ).catch((error: unknown) => {
    if (key || !(error instanceof ProviderError) || !IS_UNSURE.has(error.kind)) throw error;
    throw new AppError('PROVIDER_FAILED', { key: 'creation_unsure', cause: error });
  });
  // The record exists: reporting a failure would make the agent create it again.
  const record = await withAccess(ctx, crm.authMethod.id, (access, provider) =>
    provider.records.get(access, { objectApiName: object.apiName, id: created.id }, propertiesOf(object)),
  ).catch((error: unknown) => {
    ctx.log.warn({ err: error, recordId: created.id }, 'a new record could not be read again');
    return created;
  });
  const { card, stored } = toWrittenCard(
    crm,
    object,
    { sent: { ...values, ...owner.values }, answered: created.values, record },
    ctx.config.defaultCountry,
  );
  const entity = {
    entity: 'record',
    entityId: `${crm.authMethod.portalId ?? ''}/${object.apiName}/${record.id}`,
  } as const;
  await write(ctx, POLICY, async (tx) => {
    const told = await tx.historyEntry.findFirst({
      where: { action: 'record.created', entityType: entity.entity, entityId: entity.entityId },
      select: { id: true },
    });
    // Created by an earlier attempt with the same key.
    if (told !== null) return withoutHistory('nothing changed');
    return recordHistory(ctx, tx, { action: 'record.created', ...entity, entityName: card.title, after: stored });
  });
  return { ...card, isOwnerMissing: owner.isMissing };
}

/** The owner that the administrator wants, unless the agent typed one. `isMissing`: the account has none for the agent. */
async function findOwner(
  ctx: Ctx,
  actor: UserActor,
  crm: AgentCrm,
  { object, values }: { object: AgentObject; values: RecordValues },
): Promise<{ values: RecordValues; isMissing: boolean }> {
  const property = isProviderId(crm.type) ? providerManifests[crm.type].ownerProperty : null;
  const { id: authMethodId, portalId } = crm.authMethod;
  if (object.newRecordOwner !== 'agent' || property === null || portalId === null || valueIn(values, property) !== null)
    return { values: {}, isMissing: false };
  const found = await findAgentOwner(ctx, actor, { id: crm.id, authMethodId, portalId });
  return found ? { values: { [property]: found.id }, isMissing: false } : { values: {}, isMissing: true };
}

/** Whether the CRM refused these properties and nothing else. */
function isAbout(error: unknown, names: readonly string[]): boolean {
  return (
    error instanceof ProviderError &&
    error.kind === 'invalid_request' &&
    error.fields.length > 0 &&
    error.fields.every(({ apiName }) => names.includes(apiName))
  );
}

/** Errors after which the write may have happened anyway. */
const IS_UNSURE: ReadonlySet<ProviderError['kind']> = new Set(['unavailable', 'timeout', 'invalid_response']);

/** If no key can be determined, the agent can still create the record without one. */
async function keyProperty(ctx: Ctx, { authMethod }: AgentCrm, objectApiName: string): Promise<string | null> {
  const { id: authMethodId, portalId, grantedScopes } = authMethod;
  if (portalId === null) return null;
  try {
    return await findWriteKey(ctx, { authMethodId, portalId, objectApiName, grantedScopes });
  } catch (error) {
    if (!(error instanceof ProviderError) || error.kind === 'auth_revoked') throw error;
    ctx.log.warn({ err: error, objectApiName }, 'no key could be found for a new record');
    return null;
  }
}
