import { scopesOfObject } from '../contract/manifest';
import { ProviderError } from '../../provider-error';
import type { ProviderAccess } from '../contract/access';
import type { DetectWriteKeyOptions, WriteKey } from '../contract/records';
import { objectName, type CrmClient } from './client';
import { hubspotManifest } from './manifest';
import { isReadOnly, propertySchema, type HubspotProperty } from './mappers';
import { uniqueTextProperty } from './sdk';

/**
 * HubSpot's plain create has no idempotency key: only an upsert by a unique property writes a record exactly once. In
 * order: HubSpot's own property if it is writable, our existing property, or one that we add.
 * https://developers.hubspot.com/docs/api-reference/latest/crm/properties/guide (unique values)
 */
export async function detectWriteKey(
  client: CrmClient,
  access: ProviderAccess,
  objectApiName: string,
  options: DetectWriteKeyOptions,
): Promise<WriteKey> {
  const object = objectName(objectApiName, OPERATION);
  for (const name of [HUBSPOT_KEY, OUR_KEY]) {
    const property = await readProperty(client, access, object, name);
    if (property && isKey(property)) return { kind: 'property', name };
    // Someone created a non-unique property with this name, which we must not change.
    if (property && name === OUR_KEY) return { kind: 'none' };
  }
  if (!options.mayCreateProperty || !maySchema(object, options.grantedScopes)) return { kind: 'none' };
  return (await addKey(client, access, object)) ? { kind: 'property', name: OUR_KEY } : { kind: 'none' };
}

const OPERATION = 'hubspot records.detectWriteKey';
const HUBSPOT_KEY = 'hs_unique_creation_key';
const OUR_KEY = 'maker_interaction_id';

function isKey(property: HubspotProperty): boolean {
  return property.hasUniqueValue === true && property.type === 'string' && !isReadOnly(property);
}

function maySchema(objectApiName: string, grantedScopes: readonly string[]): boolean {
  return scopesOfObject(hubspotManifest, objectApiName).schemaWrite.every((scope) => grantedScopes.includes(scope));
}

async function readProperty(
  client: CrmClient,
  access: ProviderAccess,
  object: string,
  name: string,
): Promise<HubspotProperty | null> {
  try {
    return await client.call(access, { operation: OPERATION, isRead: true }, propertySchema, (sdk) =>
      sdk.properties().getByName(object, name),
    );
  } catch (error) {
    if (isRefusal(error, 'not_found')) return null;
    throw error;
  }
}

/** False if not allowed: missing permission, or the limit of ten unique properties is reached. */
async function addKey(client: CrmClient, access: ProviderAccess, object: string): Promise<boolean> {
  // Every object has this property. A new one needs an existing group.
  const neighbour = await readProperty(client, access, object, 'hs_object_id');
  if (!neighbour?.groupName) return false;
  const definition = uniqueTextProperty({
    name: OUR_KEY,
    label: 'Maker interaction ID',
    description: 'Set by the contact centre, so that what it writes is written once and never twice.',
    groupName: neighbour.groupName,
  });
  try {
    const property = await client.call(access, { operation: OPERATION, isRead: false }, propertySchema, (sdk) =>
      sdk.properties().create(object, definition),
    );
    return isKey(property);
  } catch (error) {
    if (isRefusal(error, 'scope_missing') || isRefusal(error, 'invalid_request')) return false;
    // Another process created it first.
    if (isRefusal(error, 'conflict')) {
      const property = await readProperty(client, access, object, OUR_KEY);
      return property !== null && isKey(property);
    }
    throw error;
  }
}

function isRefusal(error: unknown, kind: ProviderError['kind']): boolean {
  return error instanceof ProviderError && error.kind === kind;
}
